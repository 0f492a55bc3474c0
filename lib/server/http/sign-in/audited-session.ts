/** Writes down who signed in, who failed to, and who signed out. Of a failure it tells a name only where there is such a person. */
import type { Auth } from "../../auth/auth.ts";
import type { Consume } from "../../database/rate-limit.ts";
import type { Repositories } from "../../database/repositories.ts";
import { noScope } from "../../database/scope.ts";
import { recordOf } from "../../use-cases/audit/audit.ts";

interface Entry {
  readonly auth: Auth;
  readonly consume: Consume;
  readonly repositories: Pick<Repositories, "audit">;
}

/** Failures under addresses that nobody has, which are written down within a minute: they must not fill the log. */
const strangers = { window: 60, max: 20 };

/** @returns the answer of `signIn`, written down. */
export async function withSignIn(email: unknown, entry: Entry, signIn: () => Promise<Response>): Promise<Response> {
  const response = await signIn();
  if (response.ok) await recordSession(entry, "session.signIn", cookiesOf(response));
  else if (response.status === 401) await recordRefusal(entry, String(email));
  return response;
}

/** @returns the answer of `signOut`, written down where there was a session. */
export async function withSignOut({ headers }: Request, entry: Entry, signOut: () => Promise<Response>): Promise<Response> {
  const found = await entry.auth.api.getSession({ headers });
  const response = await signOut();
  if (response.ok && found !== null) await recordUser(entry, "session.signOut", found.user);
  return response;
}

type Happening = "session.signIn" | "session.signOut";

async function recordSession(entry: Entry, action: Happening, headers: Headers): Promise<void> {
  const found = await entry.auth.api.getSession({ headers });
  if (found !== null) await recordUser(entry, action, found.user);
}

async function recordUser(
  { repositories }: Entry,
  action: Happening,
  { id: actorId, name: actorName, email: subject }: { readonly id: string; readonly name: string; readonly email: string },
): Promise<void> {
  await recordOf(repositories, noScope, { action, subject, actorId, actorName });
}

/** What was typed for an address may be a password: it is written down only where it is the address of somebody. */
async function recordRefusal({ auth, consume, repositories }: Entry, email: string): Promise<void> {
  const { internalAdapter } = await auth.$context;
  const known = await internalAdapter.findUserByEmail(email.trim().toLowerCase());
  if (known === null && (await consume("audit:strangers", strangers)) !== undefined) return;
  const subject = known?.user.email ?? "an address that nobody has";
  await recordOf(repositories, noScope, { action: "session.refused", subject, actorName: "Somebody" });
}

function cookiesOf(response: Response): Headers {
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
  return new Headers({ cookie: cookies.join("; ") });
}
