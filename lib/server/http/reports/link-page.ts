/** What a page behind a link's token asks before it is drawn. A link that opens nothing is a page that is not there. */
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import type { Problem } from "../../../contracts/problems.ts";
import type { Outcome } from "../../use-cases/outcome.ts";
import type { Knock } from "../../use-cases/people/link-doors.ts";
import { getServices, type Services } from "../../use-cases/services.ts";
import { clientAddress } from "../limits/client-address.ts";
import { problemOf } from "../problem.ts";

type Door = (knock: Knock, services: Services) => Promise<Outcome<{ email: string }>>;

/** @returns whose link it is, or why the page cannot say; a closed link ends in the constant 404. */
export async function openLinkPage(door: Door, token: string): Promise<{ email: string } | { problem: Problem }> {
  const services = getServices();
  const from = clientAddress(await headers(), services.settings.trustedProxies);
  const opened = await door({ token, from }, services);
  if (opened.ok) return opened.value;
  return opened.error.code === "linkClosed" ? notFound() : { problem: problemOf(opened.error) };
}
