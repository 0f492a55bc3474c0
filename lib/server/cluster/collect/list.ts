/**
 * Reads one collection, page by page, and projects every object as it arrives. Gives what it read and why anything is
 * missing; never one without the other.
 */
import type { Gap } from "#core/inventory/gap.ts";
import type { Item } from "#core/inventory/items.ts";
import { definitionOf, type ResourceId } from "#core/inventory/resources.ts";
import { err, ok, type Result } from "#core/result.ts";
import { askJson, type Told } from "./ask.ts";
import type { CollectContext, Miss } from "./context.ts";

export interface Target {
  readonly resource: ResourceId;
  /** `v1` or `apps/v1`. */
  readonly apiVersion: string;
  /** Absent for the whole cluster. */
  readonly namespace?: string;
  /** Absent for whole objects, all of them. */
  readonly part?: Part;
}

/** Some objects of a collection, and of them what identifies them: their values stay in the API server. */
export interface Part {
  readonly labelSelector: string;
  readonly fieldSelector?: string;
}

export interface Listed {
  readonly items: readonly Item[];
  readonly resourceVersion?: string;
  /** Pages of different moments, because the first ones had expired. */
  readonly mixed?: true;
  /** Objects that were there and could not be read. */
  readonly gaps: readonly Gap[];
  /** Why the list ended before its end. */
  readonly miss?: Miss & { readonly status?: number };
}

/** More objects of one kind than this are not from a cluster that Kubernetes supports. */
const MAX_ITEMS = 1_000_000;
const MAX_DECODE_GAPS = 50;
const MAX_EXPIRATIONS = 20;

const onlyMetadata = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";

interface Page {
  readonly objects: readonly unknown[];
  readonly next: string | undefined;
  readonly resourceVersion: string | undefined;
}

/** @returns the path of a collection, without a query. */
export function collectionPath({ resource, apiVersion, namespace }: Target): string {
  const base = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const { plural } = definitionOf(resource);
  return namespace === undefined ? `${base}/${plural}` : `${base}/namespaces/${encodeURIComponent(namespace)}/${plural}`;
}

/** Lists a whole collection. */
export async function listCollection(context: CollectContext, target: Target): Promise<Listed> {
  let reading = new Reading(context, target);
  let limit = context.pageSize;
  let expirations = 0;
  for (;;) {
    const coming = readPage(context, target, { limit, next: reading.next });
    // While the server makes this page, the one before is projected.
    reading.project();
    const page = await coming;
    if (page.ok) {
      const problem = reading.take(page.value);
      await context.arrived?.(page.value.objects);
      if (problem) return reading.end(problem);
      if (reading.next === undefined) return reading.end();
    } else if (page.error.tooLarge && limit > 1) {
      limit = Math.max(1, Math.floor(limit / 8));
    } else if (page.error.status === 410) {
      expirations += 1;
      const token = freshToken(page.error);
      if (expirations === 1) reading = new Reading(context, target);
      else if (token !== undefined && expirations <= MAX_EXPIRATIONS) reading.continueMixed(token);
      else return reading.end({ reason: "truncated", detail: "the list expired while it was read" });
    } else {
      return reading.end(page.error);
    }
  }
}

/** What has been read of one collection so far. */
class Reading {
  readonly #context: CollectContext;
  readonly #target: Target;
  readonly #items: Item[] = [];
  readonly #gaps = new Map<string, Gap>();
  /** Of the newest page, until they are projected. */
  #arrived: readonly unknown[] = [];
  #read = 0;
  #resourceVersion: string | undefined;
  #mixed = false;
  next: string | undefined;

  constructor(context: CollectContext, target: Target) {
    this.#context = context;
    this.#target = target;
  }

  /** @returns why the list cannot go on, if it cannot. */
  take({ objects, next, resourceVersion }: Page): Miss | undefined {
    this.#arrived = objects;
    this.#read += objects.length;
    this.#context.counted(this.#target.resource, objects.length);
    if (next !== undefined && next === this.next)
      return { reason: "decodeError", detail: "the list names its own page as the next one" };
    if (this.#read > MAX_ITEMS) return { reason: "truncated", detail: `there are more than ${MAX_ITEMS} objects` };
    this.next = next;
    this.#resourceVersion ??= resourceVersion;
    return undefined;
  }

  /** Keeps of the newest page what the core needs. */
  project(): void {
    const arrived = this.#arrived;
    this.#arrived = [];
    for (const object of arrived) this.#keep(object);
  }

  continueMixed(next: string | undefined): void {
    this.#mixed = true;
    this.next = next;
  }

  end(miss?: Miss & { status?: number }): Listed {
    this.project();
    return {
      items: this.#items,
      gaps: [...this.#gaps.values()],
      ...(this.#resourceVersion !== undefined && { resourceVersion: this.#resourceVersion }),
      ...(this.#mixed && { mixed: true as const }),
      ...(miss && { miss }),
    };
  }

  #keep(object: unknown): void {
    const { resource } = this.#target;
    const projection = this.#context.projector.project(resource, object);
    if (projection.ok) this.#items.push(projection.item);
    else this.#miss(resource, projection.problem, namespaceOf(object));
  }

  /** Where too many namespaces have an unreadable object, one gap for the whole cluster says so. */
  #miss(resource: ResourceId, detail: string, namespace: string | undefined): void {
    if (this.#gaps.size >= MAX_DECODE_GAPS) this.#gaps.set("", { resource, reason: "decodeError", detail });
    else
      this.#gaps.set(namespace ?? "", { resource, reason: "decodeError", detail, ...(namespace !== undefined && { namespace }) });
  }
}

async function readPage(
  context: CollectContext,
  target: Target,
  { limit, next }: { limit: number; next: string | undefined },
): Promise<Result<Page, Told>> {
  const { part } = target;
  const query = new URLSearchParams({ limit: String(limit), ...(next !== undefined && { continue: next }), ...part });
  const answer = await askJson(context, `${collectionPath(target)}?${query}`, part && { accept: onlyMetadata });
  if (!answer.ok) return answer;
  const { kind, apiVersion, items, metadata } = answer.value as Record<string, unknown>;
  const expected = part ? "PartialObjectMetadataList" : `${definitionOf(target.resource).kind}List`;
  if (kind !== expected || apiVersion !== (part ? "meta.k8s.io/v1" : target.apiVersion))
    return err({ reason: "decodeError", detail: `the answer is not a list of ${target.resource}` });
  if (items !== null && items !== undefined && !Array.isArray(items))
    return err({ reason: "decodeError", detail: "the list has no items" });
  return ok({ objects: items ?? [], next: textIn(metadata, "continue"), resourceVersion: textIn(metadata, "resourceVersion") });
}

/** An expired list comes with a token to go on with, at a later moment. */
function freshToken({ body }: Told): string | undefined {
  return textIn((body as { metadata?: unknown } | undefined)?.metadata, "continue");
}

function textIn(holder: unknown, field: string): string | undefined {
  const value = (holder as Record<string, unknown> | null | undefined)?.[field];
  return typeof value === "string" && value !== "" ? value : undefined;
}

function namespaceOf(object: unknown): string | undefined {
  return textIn((object as { metadata?: unknown } | null)?.metadata, "namespace");
}
