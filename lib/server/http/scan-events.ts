/**
 * The progress of one scan as server-sent events. Every event comes from the database, so that any web process can serve any
 * reader; the id of an event is its number, and a reader that comes back gets what it missed.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { Actor } from "../auth/actor.ts";
import type { ScanEventRow } from "../database/scans/scans.ts";
import { getScan } from "../use-cases/scans/scans.ts";
import type { Services } from "../use-cases/services.ts";
import { type ApiEntry, enter } from "./api-handler.ts";
import { problemResponse } from "./problem.ts";
import { whoAsks } from "./sign-in/who-asks.ts";
import { reportUnexpected } from "./unexpected.ts";

export interface Pace {
  /** Milliseconds between two looks at the database. */
  readonly poll: number;
  /** Milliseconds after which a silent stream says that it is alive. */
  readonly heartbeat: number;
  /** Milliseconds after which the session is looked at again. */
  readonly session: number;
}
const usualPace: Pace = { poll: 700, heartbeat: 15_000, session: 30_000 };

const ended: ReadonlySet<string> = new Set(["completed", "partial", "failed", "cancelled"]);

/** Answers `GET /api/v1/scans/{id}/events`. */
export async function handleScanEvents(request: Request, id: string, entry: ApiEntry, pace = usualPace): Promise<Response> {
  return enter(request, entry, async (actor) => {
    if (actor === undefined) return problemResponse("unauthenticated");
    const scan = await getScan(actor, { id }, entry.services);
    if (!scan.ok) return problemResponse(scan.error);
    const from = Number(request.headers.get("last-event-id") ?? 0);
    const follow = new Follower({ id, request, entry, pace, actor, seq: Number.isSafeInteger(from) && from > 0 ? from : 0 });
    const headers = {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    };
    return new Response(streamOf(follow), { headers });
  });
}

interface Following {
  readonly id: string;
  readonly request: Request;
  readonly entry: ApiEntry;
  readonly pace: Pace;
  readonly actor: Actor;
  readonly seq: number;
}

function streamOf(follower: Follower): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const texts = follower.run();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { value, done } = await texts.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      } catch (error) {
        reportUnexpected(error);
        controller.close();
      }
    },
    async cancel() {
      follower.stop();
      await texts.return();
    },
  });
}

/** Follows one scan for one reader until it has ended, the reader leaves, or the session does not hold any more. */
class Follower {
  readonly #following: Following;
  readonly #gone = new AbortController();
  #actor: Actor;
  #seq: number;

  constructor(following: Following) {
    this.#following = following;
    this.#actor = following.actor;
    this.#seq = following.seq;
    following.request.signal.addEventListener("abort", () => this.stop());
  }

  stop(): void {
    this.#gone.abort();
  }

  async *run(): AsyncGenerator<string, void> {
    const { pace } = this.#following;
    let spokenAt = performance.now();
    let checkedAt = performance.now();
    yield "retry: 2000\n\n";
    while (!this.#gone.signal.aborted) {
      if (performance.now() - checkedAt >= pace.session) {
        if (!(await this.#stillSignedIn())) return;
        checkedAt = performance.now();
      }
      const { texts, over } = await this.#news();
      for (const text of texts) yield text;
      if (over) return;
      if (texts.length > 0) spokenAt = performance.now();
      else if (performance.now() - spokenAt >= pace.heartbeat) {
        spokenAt = performance.now();
        yield ": here\n\n";
      }
      await this.#pause(pace.poll);
    }
  }

  /** Role, scope and the session itself may have changed since the stream began. */
  async #stillSignedIn(): Promise<boolean> {
    const { entry, request } = this.#following;
    const actor = await whoAsks(request.headers, entry);
    if (actor === undefined) return false;
    this.#actor = actor;
    return true;
  }

  /** What came since the last look. A scan that ended between two looks is looked at once more: its last event came before its end. */
  async #news(): Promise<{ texts: string[]; over: boolean }> {
    const { id, entry } = this.#following;
    const fresh = await this.#unheard();
    if (fresh.some(({ progress }) => ended.has(progress.state))) return this.#last(fresh);
    if (fresh.length > 0 || !(await isOver(this.#actor, id, entry.services))) return { texts: fresh.map(eventText), over: false };
    return this.#last(await this.#unheard());
  }

  async #unheard(): Promise<ScanEventRow[]> {
    const { id, entry } = this.#following;
    const events = await entry.services.repositories.scans.eventsAfter(this.#actor.scope, id, this.#seq);
    this.#seq = events.at(-1)?.seq ?? this.#seq;
    return events;
  }

  #last(events: readonly ScanEventRow[]): { texts: string[]; over: true } {
    return { texts: [...events.map(eventText), endText(this.#seq)], over: true };
  }

  /** Waits, or returns at once when the reader leaves. */
  async #pause(milliseconds: number): Promise<void> {
    const { signal } = this.#gone;
    await delay(milliseconds, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}

/** A scan that is gone, or out of the reader's scope by now, is over for them. */
async function isOver(actor: Actor, id: string, { repositories }: Services): Promise<boolean> {
  const scan = await repositories.scans.get(actor.scope, id);
  return scan === undefined || ended.has(scan.state);
}

function eventText({ seq, progress }: ScanEventRow): string {
  return `id: ${seq}\nevent: progress\ndata: ${JSON.stringify(progress)}\n\n`;
}

function endText(seq: number): string {
  return `id: ${seq}\nevent: end\ndata: {}\n\n`;
}
