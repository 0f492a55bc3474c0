/** The catalogues of upgrades as their files hold them, and how they are written: one entry a line, so that a difference reads. */
export interface Kind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

export interface Entry extends Kind {
  readonly resource?: string;
  readonly namespaced?: boolean;
  readonly subresource?: string;
  readonly introduced: string | null;
  readonly deprecated: string | null;
  readonly removed: string | null;
  readonly replacement: Kind | null;
  /** The first and the last minor whose published API has it. */
  readonly firstServedSeen?: string;
  readonly lastServedSeen?: string;
  readonly removedEffective?: string;
  readonly removedEffectiveSource?: string;
  readonly removedEarly?: boolean;
  readonly removedIsFuture: boolean;
  readonly declaredRemovalHistory?: readonly { readonly removed: string; readonly asOf: string }[];
  readonly stage: string;
  readonly objectKind: boolean;
  readonly source: string;
  readonly replacementComputed?: boolean;
  readonly replacementAvailableFrom?: string | null;
  readonly servedByDefault?: boolean;
}

export interface Catalogue {
  /** ISO date. */
  readonly made: string;
  readonly newest: string;
  readonly generatedFrom: {
    readonly lifecycle: readonly string[];
    /** The patch release that each minor's served set is of. */
    readonly servedSets: Readonly<Record<string, string>>;
  };
  readonly entries: readonly Entry[];
}

export interface GateChanges {
  readonly removedGates: readonly string[];
  readonly lockedThisRelease: readonly string[];
  readonly defaultFlipped: readonly string[];
  readonly deprecatedThisRelease: readonly string[];
}
export type Gates = Readonly<Record<string, GateChanges>>;

const order: readonly (keyof Entry)[] = [
  ...(["group", "version", "kind", "resource", "namespaced", "subresource", "introduced", "deprecated", "removed"] as const),
  ...(["replacement", "firstServedSeen", "lastServedSeen", "removedEffective", "removedEffectiveSource"] as const),
  ...(["removedEarly", "removedIsFuture", "declaredRemovalHistory", "stage", "objectKind", "source"] as const),
  ...(["replacementComputed", "replacementAvailableFrom", "servedByDefault"] as const),
];

/** @returns `group/version/kind`. */
export function keyOf({ group, version, kind }: Kind): string {
  return `${group}/${version}/${kind}`;
}

/** @returns the catalogue as its file holds it. */
export function catalogueText({ made, newest, generatedFrom, entries }: Catalogue): string {
  const { lifecycle, servedSets } = generatedFrom;
  const lines = entries.map((entry) => `    ${JSON.stringify(inOrder(entry))}`);
  const from = `    "lifecycle": ${JSON.stringify(lifecycle)},\n    "servedSets": ${JSON.stringify(servedSets)}`;
  const head = `  "made": ${JSON.stringify(made)},\n  "newest": ${JSON.stringify(newest)},\n  "generatedFrom": {\n${from}\n  },`;
  return `{\n${head}\n  "entries": [\n${lines.join(",\n")}\n  ]\n}\n`;
}

function inOrder(entry: Entry): Partial<Entry> {
  return Object.fromEntries(order.flatMap((key) => (entry[key] === undefined ? [] : [[key, entry[key]]])));
}

/** @returns the feature gates as their file holds them. */
export function gatesText(gates: Gates): string {
  const minors = Object.entries(gates).map(([minor, changes]) => {
    const lists = Object.entries(changes).map(([name, list]) => `    ${JSON.stringify(name)}: ${JSON.stringify(list)}`);
    return `  ${JSON.stringify(minor)}: {\n${lists.join(",\n")}\n  }`;
  });
  return `{\n${minors.join(",\n")}\n}\n`;
}
