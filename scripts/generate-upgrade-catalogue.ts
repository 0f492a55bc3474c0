/**
 * `npx node scripts/generate-upgrade-catalogue.ts [1.38.0]`: puts a release into lib/core/catalogues/api-lifecycle.json and
 * feature-gates.json, and keeps what it read beside the generator, for its tests. Without an argument it reads the newest
 * release that the catalogue has once more. It reads Go modules: it needs Go and the network, the product needs neither.
 *
 * Not made here: files of components, whose dates are in no module (what changed among their folders is printed), and the
 * support calendar.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { type Catalogue, catalogueText, type Gates, gatesText } from "./upgrade-catalogue/catalogue-file.ts";
import { fold } from "./upgrade-catalogue/fold.ts";
import { componentVersions, readRelease } from "./upgrade-catalogue/modules.ts";
import { readingText } from "./upgrade-catalogue/reading.ts";

const catalogues = new URL("../lib/core/catalogues/", import.meta.url);
const lifecycleFile = new URL("api-lifecycle.json", catalogues);
const gatesFile = new URL("feature-gates.json", catalogues);

const catalogue = JSON.parse(readFileSync(lifecycleFile, "utf8")) as Catalogue;
const gates = JSON.parse(readFileSync(gatesFile, "utf8")) as Gates;
const { servedSets } = catalogue.generatedFrom;
const version = process.argv[2] ?? servedSets[catalogue.newest] ?? "";
const [, minor = ""] = /^1\.(\d+)\.\d+$/.exec(version) ?? [];
const previous = servedSets[`1.${Number(minor) - 1}`];
if (minor === "" || previous === undefined) throw new Error("Name a release of the next minor, such as 1.38.0.");

const reading = readRelease(version, previous);
const next = fold(catalogue, reading, new Date().toISOString().slice(0, 10));
writeFileSync(lifecycleFile, catalogueText(next));
writeFileSync(gatesFile, gatesText({ ...gates, [`1.${minor}`]: reading.gates }));
writeFileSync(new URL("upgrade-catalogue/newest-reading.json", import.meta.url), readingText(reading));

const files = next.entries.filter(({ stage }) => stage === "config");
const seen = new Set(componentVersions(version));
const known = new Set(files.map((entry) => `${entry.group}/${entry.version}`));
for (const one of seen) if (!known.has(one)) console.log(`${one}: a component reads it, and the catalogue has no entry`);
for (const entry of files)
  if (entry.removed === null && !seen.has(`${entry.group}/${entry.version}`))
    console.log(`${entry.group}/${entry.version} ${entry.kind}: its folder is gone; write when it was removed`);
console.log(`${next.entries.length} APIs, of which ${next.entries.length - catalogue.entries.length} are new, up to ${version}`);
