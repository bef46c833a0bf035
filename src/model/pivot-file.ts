/** A list of saved pivots as a file, and back. The file may come from anyone. */
import { z } from './schema';
import { err, ok, type Result } from '../base/result';
import type { SavedPivot } from './pin';

export type PivotEntry = Pick<SavedPivot, 'name' | 'description' | 'view'>;

const FORMAT = 'kubewitness-pivots';
const VERSION = 1;

const headSchema = z.object({ format: z.string(), version: z.number() });

const fileSchema = z.object({
  pivots: z.array(z.object({ name: z.string().min(1).max(500), description: z.string().max(10_000), view: z.string().max(100_000) })).max(10_000),
});

export const pivotFileText = (pivots: readonly PivotEntry[]): string =>
  JSON.stringify({ format: FORMAT, version: VERSION, pivots: pivots.map(({ name, description, view }) => ({ name, description, view })) }, null, 2);

export function parsePivotFile(text: string): Result<readonly PivotEntry[]> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err('The file is not JSON. Nothing was imported. Saved pivots are exported as kubewitness-pivots.json.');
  }
  const head = headSchema.safeParse(value);
  if (!head.success || head.data.format !== FORMAT) return err('The file is JSON, but no list of saved pivots from Kubewitness. Nothing was imported.');
  if (head.data.version !== VERSION) return err(`The file is of version ${head.data.version}; this Kubewitness reads ${VERSION}. Nothing was imported. Open it with a newer Kubewitness.`);
  const parsed = fileSchema.safeParse(value);
  if (parsed.success) return ok(parsed.data.pivots);
  const issue = parsed.error.issues[0];
  return err(`The list is damaged${issue === undefined ? '' : ` at ${issue.path.map(String).join('.')}: ${issue.message}`}. Nothing was imported.`);
}
