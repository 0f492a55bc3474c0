/** What nobody outside its scope may see a word of: a cluster, and one of everything that hangs on it. */
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { APIRequestContext } from "@playwright/test";
import { type Ids, nobody, walk } from "#test/api/walk.ts";
import { post } from "./sessions.ts";
import { idOf, vaultCluster } from "./test.ts";

export interface Door {
  readonly name: string;
  readonly method: string;
  /** From the first slash on. */
  readonly path: string;
  readonly needs: string;
  /** Its address names something that is not in everybody's scope. */
  readonly owned: boolean;
  readonly body?: unknown;
}

export interface Planted {
  readonly cluster: string;
  readonly scan: string;
  /** Every operation of the OpenAPI document, asked about the planted cluster. */
  readonly doors: readonly Door[];
}

interface Operation {
  readonly operationId: string;
  readonly "x-needs"?: string;
}

const end = () => new Date(Date.now() + 86_400_000).toISOString();

/** Makes a schedule, a waiver, a link, a review and assertions about the cluster; each is called after it. */
export async function plant(request: APIRequestContext): Promise<Planted> {
  const cluster = await idOf(request, vaultCluster);
  const scans = (await (await request.get(`/api/v1/scans?cluster=${cluster}`)).json()) as { items: { id: string }[] };
  const scan = scans.items[0]?.id ?? "";
  const findings = (await (await request.get(`/api/v1/findings?cluster=${cluster}&limit=1`)).json()) as {
    items: { fingerprint: string }[];
  };
  const fingerprint = findings.items[0]?.fingerprint ?? "";
  const name = `${vaultCluster} ${randomUUID()}`;
  const terms = { name, cron: "0 3 * * *", timeZone: "UTC", target: { clusters: [cluster] } };
  const match = { clusters: [cluster], fingerprints: [fingerprint] };
  const yaml = `apiVersion: drydock/v1\nkind: AssertionList\nitems:\n  - {name: "${name}", only: [], can: get secrets}\n`;
  const [schedule, waiver, share, review, assertions] = await Promise.all([
    post<{ id: string }>(request, "/schedules", terms),
    post<{ id: string }>(request, "/waivers", { name, reason: name, owner: name, expiresAt: end(), match }),
    post<{ link: { id: string } }>(request, "/share-links", { view: { kind: "scan", scan }, title: name }),
    post<{ id: string }>(request, "/access-reviews", { name, places: [{ cluster }], dueAt: end() }),
    post<{ id: string }>(request, "/assertion-sets", { name: name.slice(0, 80), target: { clusters: [cluster] }, yaml }),
  ]);
  const known: Record<string, string> = {
    sch: schedule.id,
    wvr: waiver.id,
    shr: share.link.id,
    rvw: review.id,
    ast: assertions.id,
  };
  const doors = doorsOf({ ...nobody, cluster, scan, fingerprint }, known);
  return { cluster, scan, doors: [...doors, ...(await streams(request, doors, { cluster, scan, review: review.id }))] };
}

function doorsOf(ids: Ids, known: Readonly<Record<string, string>>): Door[] {
  return walk(ids).map(({ name, method, path, needs, owned, body }) => {
    const real = path.replaceAll(/([a-z]{3})_a{26}/g, (id, prefix: string) => known[prefix] ?? id);
    const sought = name === "search.query" ? real.replace("q=team", "q=vault") : real;
    return { name, method, path: `/api/v1${sought}`, needs, owned, body };
  });
}

interface Streamed {
  readonly cluster: string;
  readonly scan: string;
  readonly review: string;
}

const queriesOfExports: Readonly<Record<string, (planted: Streamed) => string>> = {
  findings: ({ cluster }) => `?cluster=${cluster}`,
  comparison: ({ scan }) => `?before=${scan}&after=${scan}`,
  scan: ({ scan }) => `?scan=${scan}`,
  matrix: ({ scan }) => `?scan=${scan}`,
  review: ({ review }) => `?review=${review}`,
  "upgrade-plan": ({ scan }) => `?scan=${scan}`,
  "upgrade-fleet": () => "",
  checklist: ({ scan }) => `?scan=${scan}`,
  "checklist-fleet": () => "",
  waivers: () => "",
};

/** @returns the operations of the document that the contract's routes do not have: what streams. */
async function streams(request: APIRequestContext, known: readonly Door[], planted: Streamed): Promise<Door[]> {
  const document = JSON.parse(await (await request.get("/api/v1/openapi.json")).text()) as {
    paths: Record<string, Record<string, Operation>>;
  };
  const names = new Set(known.map(({ name }) => name));
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { operationId }]) => !names.has(operationId))
      .flatMap(([method, operation]) => {
        const door = {
          name: operation.operationId,
          method: method.toUpperCase(),
          needs: operation["x-needs"] ?? "",
          owned: false,
        };
        if (!path.includes("{view}")) return [{ ...door, path: `/api/v1${path.replace("{id}", planted.scan)}` }];
        return Object.entries(queriesOfExports).flatMap(([view, query]) =>
          ["csv", "json"].map((format) => {
            const search = query(planted);
            return { ...door, path: `/api/v1/exports/${view}${search}${search === "" ? "?" : "&"}format=${format}` };
          }),
        );
      }),
  );
}

/** @returns the cookies that a stored session sends. */
export async function cookieOf(path: string): Promise<string> {
  const { cookies } = JSON.parse(await readFile(path, "utf8")) as { cookies: { name: string; value: string }[] };
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}
