/** What advisories say of a bill of materials: each package is found, looked at, or left out with the reason. */
import { expect, test } from "vitest";
import { packageOf } from "../packages/package-url.ts";
import { keyOfAffected, type OsvKey, readOsv } from "./osv.ts";
import { leftOutNotes, osvReport } from "./osv-report.ts";

const advisory = (id: string, affected: object, rest: object = {}) => {
  const read = readOsv({ id, modified: "2026-11-01T00:00:00Z", affected: [affected], ...rest });
  if (read === undefined) throw new Error("It was not read.");
  return read;
};
const before = (ecosystem: string, name: string, fixed: string, type = "SEMVER") => ({
  package: { ecosystem, name },
  ranges: [{ type, events: [{ introduced: "0" }, { fixed }] }],
});
const ref = (purl: string) => packageOf(purl, "x");
const known = (advisories: readonly ReturnType<typeof advisory>[], whole: readonly string[]) => ({
  whole: new Set(whole),
  advisories: ({ type, name }: OsvKey) =>
    advisories.filter(({ affected }) =>
      affected.some((one) => keyOfAffected(one)?.type === type && keyOfAffected(one)?.name === name),
    ),
});

test("a flaw is reported with the first version without it, and what no advisory is about was looked at", () => {
  const lodash = advisory("GHSA-jfh8-c2jp-5v3q", before("npm", "Lodash", "4.17.21"), {
    ...{ aliases: ["CVE-2021-23337"], summary: "Command injection", database_specific: { severity: "HIGH" } },
  });
  const packages = [ref("pkg:npm/lodash@4.17.20"), ref("pkg:npm/left-pad@1.0.0")];
  expect(osvReport(packages, known([lodash], ["npm"]))).toEqual({
    vulnerabilities: [
      {
        ...{ id: "GHSA-jfh8-c2jp-5v3q", aliases: ["CVE-2021-23337"], package: packages[0], severity: "high" },
        ...{ fixedVersion: "4.17.21", title: "Command injection", url: "https://osv.dev/vulnerability/GHSA-jfh8-c2jp-5v3q" },
      },
    ],
    looked: ["pkg:npm/lodash@4.17.20", "pkg:npm/left-pad@1.0.0"],
    left: [],
  });
});

test("what cannot be compared is left out with the reason, and never clean", () => {
  const django = advisory("PYSEC-1", before("PyPI", "Django", "4.2.1", "ECOSYSTEM"));
  const openssl = advisory("DSA-1", { package: { ecosystem: "Debian:12", name: "openssl" }, versions: ["3.0.11-1"] });
  const four = advisory("GHSA-2222-2222-2222", before("npm", "four", "1.0.0"));
  const packages = [
    ...["pkg:pypi/django@4.2.0", "pkg:pypi/flask@1.0.0", "pkg:deb/debian/openssl@3.0.11-1", "pkg:deb/debian/zlib1g@1"],
    ...["pkg:cargo/serde@1.0.0", "pkg:npm/four@four", "pkg:npm/unversioned", "pkg:generic/tool@1", "no-purl"],
  ].map(ref);
  const report = osvReport(packages, known([django, openssl, four], ["pypi", "npm", "deb"]));
  expect(report.vulnerabilities.map(({ id }) => id)).toEqual(["DSA-1"]);
  expect(report.looked).toEqual(["pkg:pypi/flask@1.0.0"]);
  expect(report.left).toEqual([
    { type: "deb", gap: "ecosystem", packages: 2 },
    { type: "npm", gap: "version", packages: 2 },
    { type: "cargo", gap: "noDump", packages: 1 },
    { type: "generic", gap: "ecosystem", packages: 1 },
    { type: "other", gap: "ecosystem", packages: 1 },
    { type: "pypi", gap: "ecosystem", packages: 1 },
  ]);
  expect(leftOutNotes(report.left)[2]).toBe("Not evaluated: 1 of type cargo; no dump of their ecosystem is loaded.");
  expect(osvReport(packages.slice(1, 2), known([], []))).toMatchObject({ looked: [], left: [{ gap: "noDump" }] });
});

test("an advisory that was taken back later says nothing, whichever file says so", () => {
  const old = advisory("GHSA-2222-2222-2222", before("npm", "a", "2.0.0"));
  const back = advisory("GHSA-2222-2222-2222", before("npm", "a", "2.0.0"), {
    ...{ withdrawn: "2026-11-02T00:00:00Z", modified: "2026-11-02T00:00:00Z" },
  });
  const packages = [ref("pkg:npm/a@1.0.0")];
  for (const advisories of [[old, back], [back, old], [back]])
    expect(osvReport(packages, known(advisories, ["npm"]))).toMatchObject({ vulnerabilities: [], looked: ["pkg:npm/a@1.0.0"] });
  expect(osvReport(packages, known([old], [])).vulnerabilities).toHaveLength(1);
});
