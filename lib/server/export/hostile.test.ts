/** Every format with text that wants out of it: what is read back is what was there, and nothing else. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanLines } from "#core/text/clean.ts";
import { readCsv } from "#test/exports/csv-reader.ts";
import { readXml } from "#test/exports/xml-reader.ts";
import type { ExportedScan } from "../database/findings/finding-export.ts";
import { csvLine } from "./csv.ts";
import type { Entry, FindingsContent } from "./findings/content.ts";
import { findingsCsv } from "./findings/csv.ts";
import { findingsJson } from "./findings/json.ts";
import { findingsJunit } from "./findings/junit.ts";
import { findingsSarif } from "./sarif/log.ts";

const runs = { numRuns: Number(process.env.CASES ?? 200) };

const nasty = [
  ...[
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "\u00a0=1",
    "\uff1d1",
    "\uff0b1",
    "\uff0d1",
    "\uff201",
    '"=1',
    "'=1",
  ],
  ...[
    "\u200b=1",
    "\ufeff=1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://a.example","b")',
    "a,b",
    'a"b',
    "a\nb",
    "a\r\nb",
    "\r",
    "\n=1",
  ],
  ...["<img src=x onerror=alert(1)>", "</testcase>", "]]>", "&amp;", "&#0;", "<!--", "\u0000", "\u001b[31m", "\ufffe", "\uffff"],
  ...[
    "\u202egnp.exe",
    "\u2066a\u2069",
    "\ud800",
    "\udc00x",
    "x".repeat(253),
    "",
    " ",
    "\u2028",
    "\u2029",
    "\\u003c",
    "null",
    "__proto__",
  ],
];
const hostile = fc.oneof(
  fc.constantFrom(...nasty),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.tuple(fc.constantFrom(...nasty), fc.constantFrom(...nasty)).map(([a, b]) => a + b),
);

const scanOf = (cluster: string): ExportedScan => ({
  ...{ id: "scn_a", clusterId: "cls_a", cluster, number: 7, at: new Date("2026-11-24T10:00:00Z"), namespaces: "all" },
  checks: [
    { checkId: "rbac/wildcard-verbs", pillar: "access", verdict: "fail", gaps: [], findings: 1 },
    {
      checkId: "rbac/unseen",
      pillar: "access",
      verdict: "notAssessed",
      gaps: [{ resource: cluster, reason: "forbidden", detail: cluster }],
      findings: 0,
    },
  ],
  coverage: { passed: 0, failed: 1, notApplicable: 0, notAssessed: 1, share: 0.5 },
});

interface Texts {
  readonly name: string;
  readonly title: string;
  readonly cluster: string;
  readonly reason: string;
}
const texts = fc.record<Texts>({ name: hostile, title: hostile, cluster: hostile, reason: hostile });

function contentOf({ name, title, cluster, reason }: Texts, waived: boolean): FindingsContent {
  const entry: Entry = {
    ...{ scanId: "scn_a", fingerprint: "0123456789abcdef", clusterId: "cls_a", checkId: "rbac/wildcard-verbs", severity: 1 },
    ...{
      pillar: "access",
      responsible: "platform",
      message: "wildcard",
      title,
      resource: "clusterroles",
      kind: name,
      namespace: name,
    },
    ...{ name, path: name, state: "new", firstSeenAt: "2026-11-24T10:00:00.000Z", assigneeId: null, assignee: name },
    ...{
      waiverId: waived ? "wvr_a" : null,
      waiver: name,
      waiverReason: reason,
      waiverOwner: name,
      waiverBy: name,
      waiverTicket: name,
    },
    ...{ waiverSince: "2026-11-24T10:00:00.000Z", waiverUntil: "2026-12-24T10:00:00.000Z" },
  };
  async function* batches() {
    yield [entry];
  }
  return {
    ...{
      kind: "findings",
      exportedAt: "2026-11-24T10:00:00.000Z",
      version: "0",
      scans: [scanOf(cluster)],
      filter: { q: [name] },
    },
    groups: [{ scanId: "scn_a", checkId: entry.checkId, severity: "high", waived, n: 1 }],
    batches: batches(),
  };
}

async function written(file: AsyncGenerator<string, void>): Promise<string> {
  let text = "";
  for await (const piece of file) text += piece;
  // As a socket sends it: what is not well-formed does not arrive as it was.
  return new TextDecoder("utf-8", { fatal: true }).decode(new TextEncoder().encode(text));
}

const risky = /^[\s\p{Cc}'"]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u;
const invisible = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

describe("hostile text", () => {
  it("is one cell of CSV, never a formula, and holds nothing that cannot be seen", () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 6 }), (cells) => {
        const records = readCsv(csvLine(cells));
        expect(records).toHaveLength(1);
        for (const [place, read] of (records[0] ?? []).entries()) {
          const meant = cleanLines((cells[place] ?? "").replaceAll("\r\n", "\n").toWellFormed());
          expect([meant, `'${meant}`]).toContain(read);
          if (read !== "" && !read.startsWith("'")) expect(read).not.toMatch(risky);
          if (risky.test(meant)) expect(read).toBe(`'${meant}`);
          expect(read).not.toMatch(invisible);
        }
      }),
      runs,
    );
  });

  it("is a row of the table, with as many cells as the head", () =>
    fc.assert(
      fc.asyncProperty(texts, fc.boolean(), async (given, waived) => {
        const [head = [], ...rows] = readCsv(await written(findingsCsv(contentOf(given, waived))));
        expect(rows.map((row) => row[0])).toEqual([waived ? "waived" : "fail", "notAssessed", "coverage"]);
        for (const row of rows) expect(row).toHaveLength(head.length);
      }),
      runs,
    ));

  it("comes back from JSON as it was, and cannot be markup", () =>
    fc.assert(
      fc.asyncProperty(texts, fc.boolean(), async (given, waived) => {
        const text = await written(findingsJson(contentOf(given, waived)));
        expect(text).not.toMatch(/</);
        expect(text).not.toMatch(invisible);
        const file = JSON.parse(text);
        expect(file.findings[0]).toMatchObject({ title: given.title, at: { name: given.name }, cluster: given.cluster });
        expect(file).toMatchObject({
          total: 1,
          notAssessed: [{ checkId: "rbac/unseen" }],
          restsOn: [{ coverage: { share: 0.5 } }],
        });
      }),
      runs,
    ));

  it("is a result of SARIF whose place stays inside, suppressed where it is waived", () =>
    fc.assert(
      fc.asyncProperty(texts, fc.boolean(), async (given, waived) => {
        const { runs: all } = JSON.parse(await written(findingsSarif(contentOf(given, waived))));
        const [{ results, invocations, tool }] = all;
        expect(results).toHaveLength(1);
        expect(results[0].locations[0].physicalLocation.artifactLocation.uri).not.toMatch(/\/\.{1,2}(\/|$)|[\s?#<]/);
        expect(results[0].suppressions === undefined).toBe(!waived);
        expect(tool.driver.rules[results[0].ruleIndex].id).toBe(results[0].ruleId);
        const said = invocations[0].toolExecutionNotifications.map((one: { descriptor: { id: string } }) => one.descriptor.id);
        expect(said).toEqual(["coverage", "gap/forbidden", "check/notAssessed"]);
      }),
      runs,
    ));

  it("is well-formed JUnit: what fails fails, what is waived or unseen is skipped", () =>
    fc.assert(
      fc.asyncProperty(texts, fc.boolean(), async (given, waived) => {
        const root = readXml(await written(findingsJunit(contentOf(given, waived))));
        const [suite] = root.children;
        const cases = suite?.children.filter(({ name }) => name === "testcase") ?? [];
        expect(cases.map((one) => one.children.map(({ name }) => name))).toEqual([["skipped"], [waived ? "skipped" : "failure"]]);
        expect(root.attributes).toMatchObject({ tests: "2", failures: waived ? "0" : "1", skipped: waived ? "2" : "1" });
      }),
      runs,
    ));
});
