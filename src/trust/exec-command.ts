/** What an exec asked to run: the `command` parameters of the URI, in order. It is the caller's text, and all the log knows of the session. */

const utf8 = new TextDecoder('utf-8');

/** Query decoding as Go and browsers do it, except that a broken escape stays as it is instead of failing. */
export function decodeQueryText(text: string): string {
  return text.replaceAll('+', ' ').replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => utf8.decode(Uint8Array.from(run.slice(1).split('%'), (hex) => Number.parseInt(hex, 16))));
}

/** All values of one query parameter, decoded, in order. */
export function queryValues(requestUri: string, key: string): string[] {
  const at = requestUri.indexOf('?');
  if (at < 0) return [];
  const values: string[] = [];
  for (const pair of requestUri.slice(at + 1).split('&')) {
    const equals = pair.indexOf('=');
    const name = equals < 0 ? pair : pair.slice(0, equals);
    if (decodeQueryText(name) === key) values.push(equals < 0 ? '' : decodeQueryText(pair.slice(equals + 1)));
  }
  return values;
}

export const execArguments = (requestUri: string): string[] => queryValues(requestUri, 'command');

/** The arguments as one would type them in a POSIX shell. */
export const commandText = (args: readonly string[]): string =>
  args.map((arg) => (/^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", "'\\''")}'`)).join(' ');

/** True for a shell without anything to run: an interactive session, whose content the log does not hold. */
export function isBareShell(args: readonly string[]): boolean {
  const [program, ...rest] = args;
  if (program === undefined) return false;
  const base = program.slice(program.lastIndexOf('/') + 1);
  return /^(?:ba|z|da|k|a|c|tc|fi)?sh$|^pwsh$|^powershell(?:\.exe)?$|^cmd(?:\.exe)?$/.test(base) && rest.every((arg) => /^-[il]+$|^--login$/.test(arg));
}
