/** Advisories of a file on their way into the database: counted, and cut into what each says of one package. */
import { headOf, keyOfAffected, type OsvAdvisory } from "../../core/supply-chain/vulnerabilities/osv.ts";
import type { OsvPart, OsvTotals } from "../database/supply-chain/osv-dumps.ts";

export interface OsvTally {
  /** @returns what it says of packages, one part a package; nothing where no package URL names its packages. */
  take(advisory: OsvAdvisory): readonly OsvPart[];
  /** Counts an entry that is no advisory. */
  skip(entries: number): void;
  /** @returns what was counted so far. @param whole it is an ecosystem's archive. */
  totals(whole: boolean): OsvTotals;
}

/** @param now an advisory that was changed later than that does not say when. */
export function osvTally(now: Date): OsvTally {
  const count = { advisories: 0, withdrawn: 0, unread: 0 };
  const seen = new Set<string>();
  let shared: ReadonlySet<string> | undefined;
  let newest = "";
  return {
    take(advisory) {
      const heads = new Set(advisory.affected.map(({ ecosystem }) => headOf(ecosystem)));
      count.advisories += 1;
      if (advisory.withdrawn) count.withdrawn += 1;
      for (const head of heads) seen.add(head);
      if (heads.size > 0) shared = shared === undefined ? heads : shared.intersection(heads);
      const { modifiedAt = "" } = advisory;
      if (modifiedAt > newest && modifiedAt <= now.toISOString()) newest = modifiedAt;
      return partsOf(advisory);
    },
    skip(entries) {
      count.unread += entries;
    },
    totals(whole) {
      const named = whole && shared !== undefined && shared.size > 0 ? shared : seen;
      return { ...count, ecosystems: [...named].sort(), ...(newest !== "" && { datedAt: new Date(newest) }) };
    },
  };
}

function partsOf(advisory: OsvAdvisory): readonly OsvPart[] {
  const placed = advisory.affected.flatMap((affected) => {
    const key = keyOfAffected(affected);
    return key === undefined ? [] : [{ key, affected }];
  });
  return [...Map.groupBy(placed, ({ key }) => `${key.type} ${key.name}`).values()].flatMap((of) => {
    const [first] = of;
    return first === undefined ? [] : [{ ...first.key, advisory: { ...advisory, affected: of.map(({ affected }) => affected) } }];
  });
}
