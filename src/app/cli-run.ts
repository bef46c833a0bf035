/** The command line as a function: arguments in, exit status out. The second consumer of the core, beside the page. */
import { stat, writeFile } from 'node:fs/promises';
import { countOf } from '../base/number';
import { readUserSql } from '../db/user-sql';
import { parseCommand, USAGE, type Command } from './cli-arguments';
import { complain, reasonOf, type CliIo } from './cli-io';
import { documentJson, writeRows } from './cli-json';
import { htmlReport } from './cli-report';
import { openSession, type CliSession } from './cli-session';
import { summarize } from './cli-summary';
import { TOOL_VERSION } from './version';

export const DONE = 0;
export const FAILED = 1;
export const WRONG_USAGE = 2;

export async function runCli(args: readonly string[], io: CliIo): Promise<number> {
  const command = parseCommand(args);
  if (!command.ok) {
    complain(io, command.error);
    io.err(USAGE);
    return WRONG_USAGE;
  }
  try {
    return await runCommand(command.value, io);
  } catch (error) {
    complain(io, reasonOf(error));
    return FAILED;
  }
}

async function runCommand(command: Command, io: CliIo): Promise<number> {
  switch (command.kind) {
    case 'help':
      await io.out(USAGE);
      return DONE;
    case 'version':
      await io.out(`${TOOL_VERSION}\n`);
      return DONE;
    case 'summary':
      return withSession(io, command.files, {}, async ({ engine }) => {
        await io.out(documentJson(await summarize(engine)));
        return DONE;
      });
    case 'sql':
      return withSession(io, command.files, {}, async ({ engine }) => {
        await writeRows(io.out, (await readUserSql(engine, command.query, [])).objects());
        return DONE;
      });
    case 'report': {
      const same = await evidenceAt(command.output, command.files);
      if (same !== undefined) {
        complain(io, `${command.output} is the evidence ${same}; evidence is never written to. Name another file for the report.`);
        return WRONG_USAGE;
      }
      return withSession(io, command.files, { readBack: true }, (session) => writeReport(session, command, io));
    }
  }
}

async function withSession(io: CliIo, files: readonly string[], options: { readonly readBack?: boolean }, work: (session: CliSession) => Promise<number>): Promise<number> {
  const session = await openSession(io, files, options);
  if (session === undefined) return FAILED;
  try {
    const status = await work(session);
    return session.complete ? status : FAILED;
  } finally {
    await session.close();
  }
}

async function writeReport(session: CliSession, { where, output, caseName }: Command & { readonly kind: 'report' }, io: CliIo): Promise<number> {
  const report = await htmlReport(session, { where, caseName, nowMs: io.nowMs() });
  if (!report.ok) {
    complain(io, report.error);
    return FAILED;
  }
  if (output === '-') await io.out(report.value.html);
  else {
    await writeFile(output, report.value.html).catch((cause: unknown) => {
      throw new Error(`${output} could not be written: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    });
    complain(io, `${countOf(report.value.requests, 'request')} written to ${output}.`);
  }
  return DONE;
}

/** The file among the evidence that the output would overwrite, under whatever name. */
async function evidenceAt(output: string, files: readonly string[]): Promise<string | undefined> {
  const identity = async (file: string): Promise<string | undefined> => {
    const found = await stat(file, { bigint: true }).catch(() => undefined);
    return found?.isFile() === true ? `${found.dev}:${found.ino}` : undefined;
  };
  const target = output === '-' ? undefined : await identity(output);
  if (target === undefined) return undefined;
  for (const file of files) if ((await identity(file)) === target) return file;
  return undefined;
}
