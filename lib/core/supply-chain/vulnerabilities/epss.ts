/** EPSS: how likely it is that a vulnerability is exploited within thirty days, by FIRST's model. */
import { isCve, readVulnerabilityId } from "./vulnerability-id.ts";

export interface EpssScore {
  readonly cve: string;
  /** 0 to 1. */
  readonly score: number;
  /** 0 to 1. */
  readonly percentile: number;
}

/** Reads the file line by line: a comment with model and day, a header, then `CVE-…,score,percentile`. */
export class EpssFile {
  #model: string | undefined;
  #scoredAt: string | undefined;
  #unreadable = 0;

  /** The model's version, such as `v2025.03.14`. */
  get model(): string | undefined {
    return this.#model;
  }

  /** The day that the scores are of, as an instant. */
  get scoredAt(): string | undefined {
    return this.#scoredAt;
  }

  /** Lines that hold no score. */
  get unreadable(): number {
    return this.#unreadable;
  }

  /** @returns the score of a line; undefined for the comment, the header and whatever cannot be read. */
  read(line: string): EpssScore | undefined {
    if (line.startsWith("#")) {
      this.#model = /model_version:([\w.]{1,40})/.exec(line)?.[1];
      this.#scoredAt = instant(/score_date:([\dT:+Z-]{10,40})/.exec(line)?.[1]);
      return undefined;
    }
    if (line === "" || line.startsWith("cve,")) return undefined;
    const [id, score, percentile] = line.split(",", 4);
    const cve = readVulnerabilityId(id);
    const read = { score: share(score), percentile: share(percentile) };
    if (cve === undefined || !isCve(cve) || read.score === undefined || read.percentile === undefined) {
      this.#unreadable++;
      return undefined;
    }
    return { cve, score: read.score, percentile: read.percentile };
  }
}

function instant(text: string | undefined): string | undefined {
  const at = Date.parse(text?.replace(/\+0000$/, "Z") ?? "");
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

function share(text: string | undefined): number | undefined {
  const value = text === undefined || text === "" ? Number.NaN : Number(text);
  return value >= 0 && value <= 1 ? value : undefined;
}
