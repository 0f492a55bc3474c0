/** Which packages run where, by the bills of materials of what runs. An image without one is not known to lack anything. */
import type { PackageList, PackagePlaces, PackageQuery } from "../../../contracts/vulnerabilities.ts";
import { ok } from "../../../core/result.ts";
import { decodeCursor, encodeCursor } from "../../database/cursor.ts";
import { defineUseCase, refuse } from "../outcome.ts";
import { badCursor } from "../scans/scans.ts";
import { heldToday } from "./held-to.ts";
import { coverageView, originView, placesView } from "./vulnerability-views.ts";

export const listPackages = defineUseCase<PackageQuery, PackageList>(
  "report:read",
  async ({ scope }, { q, version, cluster = [], cursor, limit }, { repositories }) => {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, ["string", "string"]);
    if (cursor !== undefined && after === undefined) return refuse("badRequest", badCursor);
    const filter = { q, clusters: cluster, limit, ...(version !== undefined && { version }) };
    const [found, coverage] = await Promise.all([
      repositories.runningPackages.list(scope, { ...filter, ...(after && { after: after as [string, string] }) }),
      repositories.runningPackages.coverage(scope),
    ]);
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    return ok({
      packages: shown.map(({ search: _, version: installed, type, ...row }) => ({
        ...row,
        ...(installed !== null && { version: installed }),
        ...(type !== null && { type }),
      })),
      ...(found.length > limit && last && { next: encodeCursor([last.search, last.key]) }),
      coverage: coverageView(coverage),
    });
  },
);

export const getPackagePlaces = defineUseCase<{ readonly key: string }, PackagePlaces>(
  "report:read",
  async ({ scope }, { key }, services) => {
    const { places, documents } = await services.repositories.runningPackages.places(scope, key, await heldToday(services));
    const views = documents.map(({ id, fileName, format, total: _, ...origin }) => ({
      ...{ id, fileName, format },
      from: originView(origin),
    }));
    const isSeen = places.length > 0;
    return ok({
      ...placesView(places),
      documents: isSeen ? views : [],
      documentCount: isSeen ? (documents[0]?.total ?? 0) : 0,
    });
  },
);
