/** `drydock users`: for an administrator who is locked out, on the machine that has the database. See docs/operations.md. */
import { clean } from "#core/text/clean.ts";
import { StartFailure } from "./start/problem.ts";
import { listPeople, resetPerson } from "./users/commands.ts";
import { withMachine } from "./users/database.ts";

const say = (line: string) => void process.stderr.write(`${line}\n`);

async function run([command, email, ...more]: readonly string[]): Promise<number> {
  if (command === "list" && email === undefined) return list();
  if (command === "reset" && email !== undefined && more.length === 0) return reset(email);
  say("Usage: drydock users list | drydock users reset EMAIL");
  return 2;
}

async function list(): Promise<number> {
  for (const line of await withMachine(process.env, say, listPeople)) process.stdout.write(`${line}\n`);
  return 0;
}

async function reset(email: string): Promise<number> {
  const done = await withMachine(process.env, say, (machine) => resetPerson(machine, email, new Date()));
  if (done === undefined) {
    say(`Nobody signs in as ${clean(email)}. \`drydock users list\` says who does.`);
    return 2;
  }
  say(`Sessions ended: ${done.sessionsEnded}. The link works once, until ${done.expiresAt.toISOString()}:`);
  process.stdout.write(`${done.link}\n`);
  return 0;
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof StartFailure)) throw error;
  say(`${error.problem.message} ${error.problem.remedy}`);
  process.exitCode = 2;
}
