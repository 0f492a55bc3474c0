/** Keeps what was derived from finished scans, which never change, until newer questions need the room. */

interface Entry {
  readonly value: Promise<unknown>;
  weight: number;
}

/** Least recently used goes first; a weight is what its maker says, in objects of the inventory. */
export class ScanMemory {
  readonly #entries = new Map<string, Entry>();
  readonly #capacity: number;

  /** @param capacity objects: 400,000 of them take about 300 MB */
  constructor(capacity = 400_000) {
    this.#capacity = capacity;
  }

  /**
   * @param key names the scan and what is derived; never anything of the reader
   * @returns what is kept under the key, or what `make` makes. A failure and an absence are not kept.
   */
  async get<T>(
    key: string,
    make: () => Promise<{ readonly value: T; readonly weight: number } | undefined>,
  ): Promise<T | undefined> {
    const kept = this.#entries.get(key);
    if (kept) {
      this.#entries.delete(key);
      this.#entries.set(key, kept);
      return (await kept.value) as T | undefined;
    }
    const entry: Entry = { value: this.#make(key, make), weight: 0 };
    this.#entries.set(key, entry);
    return (await entry.value) as T | undefined;
  }

  async #make<T>(
    key: string,
    make: () => Promise<{ readonly value: T; readonly weight: number } | undefined>,
  ): Promise<T | undefined> {
    try {
      const made = await make();
      const entry = this.#entries.get(key);
      if (made === undefined) this.#entries.delete(key);
      else if (entry) entry.weight = made.weight;
      this.#makeRoom(key);
      return made?.value;
    } catch (error) {
      this.#entries.delete(key);
      throw error;
    }
  }

  #makeRoom(newest: string): void {
    let total = 0;
    for (const { weight } of this.#entries.values()) total += weight;
    for (const [key, { weight }] of this.#entries) {
      if (total <= this.#capacity || key === newest) return;
      this.#entries.delete(key);
      total -= weight;
    }
  }
}
