import { compareText } from "../../../core/inventory/gap.ts";
import type { Entry } from "./content.ts";

/** Rows that come by scan, pillar and check, taken check by check. */
export class RowsByCheck {
  readonly #rows: AsyncIterator<Entry, void>;
  #waiting: Entry | undefined;

  constructor(batches: AsyncIterable<readonly Entry[]>) {
    this.#rows = single(batches);
  }

  /** @returns the rows of one check of one scan; they must be asked for in their order. */
  async *of({ scanId, pillar, checkId }: Pick<Entry, "scanId" | "pillar" | "checkId">): AsyncGenerator<Entry, void> {
    for (;;) {
      if (this.#waiting === undefined) {
        const { value } = await this.#rows.next();
        if (!value) return;
        this.#waiting = value;
      }
      const row = this.#waiting;
      const order = compareText(row.scanId, scanId) || compareText(row.pillar, pillar) || compareText(row.checkId, checkId);
      if (order < 0) throw new Error(`A finding of ${row.checkId} belongs to no check of its scan.`);
      if (order > 0) return;
      this.#waiting = undefined;
      yield row;
    }
  }
}

async function* single(batches: AsyncIterable<readonly Entry[]>): AsyncGenerator<Entry, void> {
  for await (const entries of batches) yield* entries;
}
