/** What was typed after `kubewitness`, understood or refused. */
import { parseArgs } from 'node:util';
import { err, ok, type Result } from '../base/result';

export type Command =
  | { readonly kind: 'summary'; readonly files: readonly string[] }
  | { readonly kind: 'sql'; readonly files: readonly string[]; readonly query: string }
  | { readonly kind: 'report'; readonly files: readonly string[]; readonly where: string; readonly output: string; readonly caseName: string }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' };

/** A report is read by people; past this many requests it is a table, and `sql` gives tables. */
export const MAX_REPORT_REQUESTS = 500;

export const USAGE = `usage: kubewitness summary FILE…
       kubewitness sql FILE… -q "SELECT …"
       kubewitness report FILE… --where "CONDITION" -o timeline.html [--case NAME]

Reads Kubernetes audit logs and answers on standard output. FILE is a log or an archive, packed or not, or - for standard input.

  summary                what is in the files, as JSON
  sql -q, --query SQL    one statement that reads, over evidence, events, requests, issues and signals; rows as JSON
  report --where SQL     the requests for which the condition holds (${MAX_REPORT_REQUESTS} at most), as one HTML file
         -o, --output    where the report goes, - for standard output
         --case NAME     what the report is called
  -h, --help             this text
  --version              the version

Exit status: 0 done, 1 evidence could not be read or a query failed, 2 wrong usage.
`;

const OPTIONS = {
  query: { type: 'string', short: 'q' },
  where: { type: 'string' },
  output: { type: 'string', short: 'o' },
  case: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

const TAKES: Readonly<Record<string, readonly string[]>> = { summary: [], sql: ['query'], report: ['where', 'output', 'case'] };

export function parseCommand(args: readonly string[]): Result<Command> {
  const parsed = parse(args);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (values.help === true) return ok({ kind: 'help' });
  if (values.version === true) return ok({ kind: 'version' });
  const [name, ...files] = positionals;
  if (name === undefined) return err('Say what to do: summary, sql or report.');
  const takes = TAKES[name];
  if (takes === undefined) return err(`There is no command ${name}.`);
  const stray = Object.keys(values).find((option) => !takes.includes(option));
  if (stray !== undefined) return err(`${name} takes no --${stray}.`);
  if (files.length === 0) return err('Name at least one file, or - for standard input.');
  if (files.filter((file) => file === '-').length > 1) return err('Standard input can be read only once.');
  if (name === 'summary') return ok({ kind: 'summary', files });
  if (name === 'sql') return isGiven(values.query) ? ok({ kind: 'sql', files, query: values.query }) : err('sql needs a statement: -q "SELECT …".');
  if (!isGiven(values.where)) return err('report needs a condition on requests: --where "verb = \'delete\'".');
  if (!isGiven(values.output)) return err('report needs a place for the file: -o timeline.html, or -o - for standard output.');
  return ok({ kind: 'report', files, where: values.where, output: values.output, caseName: values.case ?? '' });
}

const isGiven = (text: string | undefined): text is string => text !== undefined && text.trim() !== '';

function parse(args: readonly string[]): Result<{ readonly values: ReturnType<typeof parseStrictly>['values']; readonly positionals: readonly string[] }> {
  try {
    return ok(parseStrictly(args));
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}

const parseStrictly = (args: readonly string[]) => parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
