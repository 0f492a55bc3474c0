/** SPDX 2.2 and 2.3 in JSON. SPDX 3 is recognised and not read. */
import { packageOf, readPurl } from "../packages/package-url.ts";
import { listAt, present, textAt } from "../provenance/read-json.ts";
import type { Component, DocumentTool, SecurityDocument } from "./document.ts";
import { nameAt, subjectOf, timeAt, wordsAt } from "./parts.ts";

export function readSpdx(json: unknown): SecurityDocument {
  const packages = listAt(json, "packages");
  const described = describedIds(json);
  const roots = packages.filter((one) => described.has(textAt(one, "SPDXID") ?? "") && isImage(one));
  return {
    format: "spdx",
    formatVersion: (textAt(json, "spdxVersion") ?? "").replace("SPDX-", ""),
    subject: subjectOf(...roots.flatMap(subjectTexts)),
    ...present({ tool: toolOf(json), madeAt: timeAt(json, "creationInfo", "created") }),
    components: packages.filter((one) => !roots.includes(one)).flatMap(componentOf),
    notes: [],
  };
}

function describedIds(json: unknown): ReadonlySet<string> {
  const related = listAt(json, "relationships")
    .filter((one) => textAt(one, "relationshipType") === "DESCRIBES")
    .map((one) => textAt(one, "relatedSpdxElement"));
  const listed = listAt(json, "documentDescribes").map((one) => textAt([one], 0));
  return new Set([...related, ...listed].filter((id) => id !== undefined));
}

/** What a document describes is an image, or an application that is a component itself. */
function isImage(one: unknown): boolean {
  return textAt(one, "primaryPackagePurpose") === "CONTAINER" || readPurl(purlOf(one) ?? "")?.type === "oci";
}

function purlOf(one: unknown): string | undefined {
  return textAt(
    listAt(one, "externalRefs").find((ref) => textAt(ref, "referenceType") === "purl"),
    "referenceLocator",
  );
}

/** Trivy writes digests as annotations or attributions, others as the version, as a checksum or into the package URL. */
function subjectTexts(one: unknown): readonly (string | undefined)[] {
  const purl = readPurl(purlOf(one) ?? "");
  const notes = [
    ...listAt(one, "annotations").map((note) => textAt(note, "comment")),
    ...listAt(one, "attributionTexts").map((note) => textAt([note], 0)),
  ].flatMap((note) => /^(?:ImageID|RepoDigest|RepoTag): (\S+)$/.exec(note ?? "")?.[1] ?? []);
  const sums = listAt(one, "checksums")
    .filter((sum) => textAt(sum, "algorithm") === "SHA256")
    .map((sum) => `sha256:${textAt(sum, "checksumValue")}`);
  const version = textAt(one, "versionInfo");
  const digest = version?.startsWith("sha256:") ? version : undefined;
  return [textAt(one, "name"), digest, purl?.version, purl?.qualifiers.repository_url, ...notes, ...sums];
}

function toolOf(json: unknown): DocumentTool | undefined {
  const creators = listAt(json, "creationInfo", "creators").map((one) => nameAt([one], 0) ?? "");
  const tool = creators.find((one) => one.startsWith("Tool: "))?.slice("Tool: ".length);
  if (tool === undefined) return undefined;
  const [, name = tool, version] = /^(.+?)-v?(\d\S*)$/.exec(tool) ?? [];
  return { name: name === "trivy" ? "Trivy" : name === "syft" ? "Syft" : name, ...present({ version }) };
}

function componentOf(one: unknown): readonly Component[] {
  const name = nameAt(one, "name");
  if (name === undefined || textAt(one, "primaryPackagePurpose") === "FILE") return [];
  const licence = [wordsAt(one, "licenseConcluded"), wordsAt(one, "licenseDeclared")].find(
    (text) => text !== undefined && text !== "NOASSERTION" && text !== "NONE",
  );
  return [{ ...packageOf(purlOf(one), name, nameAt(one, "versionInfo")), licences: licence === undefined ? [] : [licence] }];
}
