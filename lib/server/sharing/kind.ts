/** What a kind of view must be able to do to be shared: name what it rests on, and show that again later. One file a kind. */
import type { ReportContent } from "../../contracts/reports.ts";
import type { ViewKind, ViewOf } from "../../contracts/views.ts";
import type { Actor } from "../auth/actor.ts";
import type { Beside } from "../database/share-links.ts";
import type { Outcome } from "../use-cases/outcome.ts";
import type { Services } from "../use-cases/services.ts";
import type { Redactor } from "./redactor.ts";

/** What a view rests on from then on. */
export interface Frozen {
  readonly scanIds: readonly string[];
  readonly clusterIds: readonly string[];
  /** What is not in the scans: what people gave, for a view that is judged by it, or the trail itself. */
  readonly beside?: Beside;
}

export interface Reading<K extends ViewKind> {
  readonly view: ViewOf<K>;
  readonly scanIds: readonly string[];
  /** Sees what the link's maker saw, as a viewer, in the link's clusters. */
  readonly reader: Actor;
  /** When the link was made: what was waived then is. */
  readonly at: Date;
  /** What people had given beside the scans then; absent for views that do not depend on it, and for links of before it was kept. */
  readonly beside?: Beside | undefined;
  readonly redactor: Redactor;
  /** @returns what the reader knows a cluster as. */
  readonly clusterName: (row: { readonly clusterId: string; readonly cluster: string }) => string;
  /** From 1 on. */
  readonly page: number;
  readonly services: Services;
}

export interface Filtered {
  readonly name: string;
  readonly values: readonly string[];
}

export interface Loaded {
  readonly content: ReportContent;
  /** Entries on all pages, and how many a page has. */
  readonly total: number;
  readonly pageSize: number;
  /** What narrows it, in words of a person and of the cluster. */
  readonly filters: readonly Filtered[];
}

export interface ReportKind<K extends ViewKind> {
  /** @returns what the view rests on now, as far as the actor sees it. */
  freeze(actor: Actor, view: ViewOf<K>, services: Services): Promise<Outcome<Frozen>>;
  /** @returns the page as its reader gets it. */
  load(reading: Reading<K>): Promise<Outcome<Loaded>>;
}

/** @returns the words of a filter, without those that do not narrow. */
export function filtersOf(entries: Readonly<Record<string, readonly string[] | string | undefined>>): Filtered[] {
  return Object.entries(entries).flatMap(([name, given]) => {
    const values = given === undefined ? [] : [given].flat();
    return values.length === 0 ? [] : [{ name, values }];
  });
}
