/** The VulnerabilityReport of Clair v4. */
import { namedPackage, type PackageRef, packageOf } from "../packages/package-url.ts";
import { listAt, present, textAt } from "../provenance/read-json.ts";
import { readSeverity } from "../vulnerabilities/severity.ts";
import { vulnerabilityIdIn } from "../vulnerabilities/vulnerability-id.ts";
import type { ReportedVulnerability, SecurityDocument } from "./document.ts";
import { addressAt, nameAt, recordAt, subjectOf, wordsAt } from "./parts.ts";

export function readClair(json: unknown): SecurityDocument {
  const packages = recordAt(json, "packages");
  const vulnerabilities = recordAt(json, "vulnerabilities");
  const refs = new Map([...packages].map(([id, one]) => [id, packageOfClair(json, id, one)]));
  const reported = [...recordAt(json, "package_vulnerabilities")].flatMap(([id, list]) => {
    const ref = refs.get(id);
    const ids = Array.isArray(list) ? list : [];
    return ref === undefined ? [] : ids.flatMap((each) => vulnerabilityOf(vulnerabilities.get(String(each)), ref));
  });
  return {
    format: "clair",
    formatVersion: "4",
    subject: subjectOf(textAt(json, "manifest_hash")),
    tool: { name: "Clair" },
    components: [...refs.values()].flatMap((ref) => (ref === undefined ? [] : [{ ...ref, licences: [] }])),
    vulnerabilities: reported,
    notes: [],
  };
}

/** Clair knows distributions and no package URLs; of those that are told apart by one type the URL is made. */
const types: Readonly<Record<string, string>> = {
  debian: "deb/debian",
  ubuntu: "deb/ubuntu",
  alpine: "apk/alpine",
  wolfi: "apk/wolfi",
  chainguard: "apk/chainguard",
  rhel: "rpm/redhat",
  centos: "rpm/centos",
  fedora: "rpm/fedora",
  amzn: "rpm/amzn",
  ol: "rpm/oracle",
  photon: "rpm/photon",
  sles: "rpm/suse",
};

function packageOfClair(json: unknown, id: string, one: unknown): PackageRef | undefined {
  const name = nameAt(one, "name");
  const version = nameAt(one, "version");
  if (name === undefined) return undefined;
  const environment = listAt(json, "environments", id)[0];
  const did = textAt(json, "distributions", textAt(environment, "distribution_id") ?? "", "did") ?? "";
  const type = Object.hasOwn(types, did) ? types[did] : undefined;
  if (type === undefined) return namedPackage(name, version);
  return packageOf(`pkg:${type}/${encodeURIComponent(name)}@${encodeURIComponent(version ?? "")}`, name, version);
}

function vulnerabilityOf(one: unknown, ref: PackageRef): readonly ReportedVulnerability[] {
  const id = vulnerabilityIdIn(textAt(one, "name"));
  if (id === undefined) return [];
  return [
    {
      id,
      aliases: [],
      package: ref,
      severity: readSeverity(textAt(one, "normalized_severity")),
      ...present({
        fixedVersion: nameAt(one, "fixed_in_version"),
        title: wordsAt(one, "description"),
        url: addressAt({ link: textAt(one, "links")?.split(" ")[0] }, "link"),
      }),
    },
  ];
}
