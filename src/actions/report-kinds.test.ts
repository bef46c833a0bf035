import { expect, it } from 'vitest';
import { reportFileName } from './report-kinds';

const at = Date.UTC(2022, 5, 18, 9);

it.each([
  ['prod-eu breach', 'prod-eu-breach-2022-06-18.html'],
  ['../../etc/passwd', 'etc-passwd-2022-06-18.html'],
  ['\u202egpj.exe', 'gpj-exe-2022-06-18.html'],
  ['CON', 'con-2022-06-18.html'],
  ['', 'case-2022-06-18.html'],
  ['事件 7', '事件-7-2022-06-18.html'],
  ['x'.repeat(300), `${'x'.repeat(60)}-2022-06-18.html`],
])('%j is saved as %s', (name, file) => {
  expect(reportFileName(name, 'html', at)).toBe(file);
});
