import { expect, test } from 'vitest';
import { isServerMadeAuditId } from './audit-id-tests';

test.each([
  ['a server’s ID', '0d3c6b0e-8f4a-4f55-9c39-1d2a4a5b6c7d', true],
  ['upper case', '0D3C6B0E-8F4A-4F55-9C39-1D2A4A5B6C7D', false],
  ['version 1', '0d3c6b0e-8f4a-1f55-9c39-1d2a4a5b6c7d', false],
  ['variant 11', '0d3c6b0e-8f4a-4f55-cc39-1d2a4a5b6c7d', false],
  ['variant 00', '0d3c6b0e-8f4a-4f55-1c39-1d2a4a5b6c7d', false],
  ['nil', '00000000-0000-0000-0000-000000000000', false],
  ['no hyphens', '0d3c6b0e8f4a4f559c391d2a4a5b6c7d', false],
  ['line break after it', '0d3c6b0e-8f4a-4f55-9c39-1d2a4a5b6c7d\n', false],
  ['text', 'i-was-here', false],
  ['empty', '', false],
])('A1: %s', (_, text, made) => {
  expect(isServerMadeAuditId(text)).toBe(made);
});
