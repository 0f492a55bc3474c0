/** Opening a link. The token is the right, to one report and to nothing else; every other answer is the same nothing. */
import type { Report } from "../../../contracts/reports.ts";
import { type View, viewSchema } from "../../../contracts/views.ts";
import type { Actor } from "../../auth/actor.ts";
import type { ShareLinkRow } from "../../database/share-links.ts";
import { loadReport, mostPages } from "../../sharing/report.ts";
import { hashOfToken } from "../../sharing/token.ts";
import { recordOf } from "../audit/audit.ts";
import type { Services } from "../services.ts";
import { stateOf } from "./share-links.ts";

export interface OpenLink extends Omit<ShareLinkRow, "view"> {
  readonly view: View;
}

/**
 * @param reader who is signed in; undefined for anybody
 * @returns the link that a token opens now for this reader; undefined for every reason why it opens none
 */
export async function openLink(token: string, reader: Actor | undefined, services: Services): Promise<OpenLink | undefined> {
  const hash = hashOfToken(token);
  const link = hash === undefined ? undefined : await services.repositories.shareLinks.byTokenHash(hash);
  if (link === undefined || stateOf(link, services.now()) !== "active") return undefined;
  if ((link.signedInOnly || !services.settings.publicSharing) && reader === undefined) return undefined;
  const view = viewSchema.safeParse(link.view);
  return view.success ? { ...link, view: view.data } : undefined;
}

/** @returns a page of the link's report; undefined where what it shows is gone, or there is no such page. */
export async function readReport(link: OpenLink, page: number, services: Services): Promise<Report | undefined> {
  if (!Number.isSafeInteger(page) || page < 1 || page > mostPages) return undefined;
  // A link and its scans never change, so neither does a page of it.
  const report = await services.memory.get(`report ${link.id} ${page}`, async () => {
    const loaded = await loadReport(link, page, services);
    return loaded.ok ? { value: loaded.value, weight: 500 } : undefined;
  });
  return report === undefined || report.restsOn.length === 0 || page > report.pages ? undefined : report;
}

/** Writes down that a link was opened, at most once a minute. */
export async function noteOpening(link: OpenLink, reader: Actor | undefined, { repositories, now }: Services): Promise<void> {
  if (!(await repositories.shareLinks.use(link.id, now()))) return;
  const who = reader === undefined ? { actorName: "somebody with the link" } : { actorId: reader.userId, actorName: reader.name };
  const [clusterId, ...others] = link.clusterIds;
  await recordOf(repositories, link.scope, {
    action: "share.open",
    ...who,
    ...(others.length === 0 && { clusterId }),
    subject: link.title,
    detail: { link: link.id },
  });
}
