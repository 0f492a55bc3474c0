/** Who signs in to Drydock: from options and the environment, else from the person. */
import { err, type Failure, ok, type Result } from "#core/result.ts";
import type { Io } from "../io.ts";
import { ask, askHidden, canAsk, readLine } from "../terminal/prompt.ts";

export interface Person {
  readonly email: string;
  readonly password: string;
}

/** The password comes from DRYDOCK_PASSWORD, from the first line of what is piped in, or is asked for without an echo. */
export async function readPerson(io: Io, server: string, email: string | undefined): Promise<Result<Person, Failure>> {
  const known = email ?? io.env.DRYDOCK_EMAIL ?? (canAsk(io) ? await ask(io, `E-mail address at ${server}:`) : "");
  if (known === "") return err(missing("an e-mail address", "Give it with --email or DRYDOCK_EMAIL."));
  const password = io.env.DRYDOCK_PASSWORD ?? (canAsk(io) ? await askHidden(io, `Password of ${known}:`) : await readLine(io));
  if (!password) return err(missing("a password", "Type it, pipe it in, or set DRYDOCK_PASSWORD."));
  return ok({ email: known, password });
}

function missing(what: string, remedy: string): Failure<"signInIncomplete"> {
  return { code: "signInIncomplete", message: `To sign in, Drydock needs ${what}.`, remedy };
}
