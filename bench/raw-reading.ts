/**
 * The baseline of every budget of reading: each resource that a scan reads, in pages of 500, with undici and JSON.parse and
 * nothing kept; `BENCH_GROUP` chooses those of one API group. A process of its own; it prints its milliseconds, from the first request to the last parsed page.
 */
import { Agent, request } from "undici";
import { type ResourceDefinition, resources } from "#core/inventory/resources.ts";
import { peakMemory } from "./peak-memory.ts";

export interface RawReading {
  readonly milliseconds: number;
  readonly objects: number;
  readonly peakMegabytes: number;
}

interface Page {
  readonly metadata: { readonly continue?: string };
  readonly items: readonly unknown[];
}

const { BENCH_SERVER: server = "", BENCH_CA: ca = "", BENCH_TOKEN: token = "" } = process.env;
const atOnce = Number(process.env.BENCH_LISTS_AT_ONCE);
const dispatcher = new Agent({ connect: { ca }, connections: atOnce });

const started = performance.now();
const onlyGroup = process.env.BENCH_GROUP;
const waiting: ResourceDefinition[] = Object.values(resources).filter(
  (resource) => !("optional" in resource) && (onlyGroup === undefined || resource.group === onlyGroup),
);
let objects = 0;
await Promise.all(Array.from({ length: atOnce }, readUntilNoneWaits));
const milliseconds = performance.now() - started;
const reading: RawReading = { milliseconds, objects, peakMegabytes: await peakMemory("self") };
process.stdout.write(JSON.stringify(reading));
await dispatcher.close();

async function readUntilNoneWaits(): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const count = await readAll(next);
    objects += count;
  }
}

/** A version that the server does not have answers 404; then the next one is tried. */
async function readAll({ group, plural, versions }: ResourceDefinition): Promise<number> {
  let count = 0;
  for (const version of versions) {
    const path = `${group === "" ? "/api" : `/apis/${group}`}/${version}/${plural}`;
    let page = await readPage(path, "");
    if (page === undefined) continue;
    count += page.items.length;
    while (page?.metadata.continue) {
      page = await readPage(path, page.metadata.continue);
      count += page?.items.length ?? 0;
    }
    break;
  }
  return count;
}

async function readPage(path: string, position: string): Promise<Page | undefined> {
  const query = new URLSearchParams({ limit: "500", ...(position && { continue: position }) });
  const answer = await request(`${server}${path}?${query}`, { dispatcher, headers: { authorization: `Bearer ${token}` } });
  const body = await answer.body.text();
  if (answer.statusCode === 404) return undefined;
  if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}.`);
  return JSON.parse(body) as Page;
}
