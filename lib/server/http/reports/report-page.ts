/** What the page of a report asks: the link anew, by its token, and the report behind it. */
import { headers } from "next/headers";
import { cache } from "react";
import type { Report } from "../../../contracts/reports.ts";
import { getServices } from "../../use-cases/services.ts";
import { noteOpening, openLink, readReport } from "../../use-cases/sharing/reports.ts";
import { currentActor } from "../runtime.ts";

/** @returns a page of the report that a token opens for who asks; undefined for everybody else, and for a page that is not. */
export const sharedReport = cache(async (token: string, page: string | undefined): Promise<Report | undefined> => {
  const services = getServices();
  const reader = await currentActor(await headers());
  const link = await openLink(token, reader, services);
  const number = page === undefined ? 1 : /^[1-9]\d{0,3}$/.test(page) ? Number(page) : 0;
  const report = link && (await readReport(link, number, services));
  if (link !== undefined && report !== undefined) await noteOpening(link, reader, services);
  return report;
});
