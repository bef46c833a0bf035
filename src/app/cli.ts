/** Entry of the command line; `npm run build` makes dist-cli/cli.js of it, and bin/kubewitness.mjs starts that. */
import { runCli } from './cli-run';

const { stdout, stderr, stdin } = process;

// `| head` closes the pipe early; that is the reader's right, not a failure.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await runCli(process.argv.slice(2), {
  out: (text) =>
    new Promise((resolve) => {
      stdout.write(text, () => resolve());
    }),
  err: (text) => {
    stderr.write(text);
  },
  progress: stderr.isTTY ? (text) => void stderr.write(`\r\u001b[K${text.slice(0, Math.max(20, stderr.columns - 1))}`) : undefined,
  stdin,
  nowMs: () => Date.now(),
});
