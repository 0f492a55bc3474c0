import type { Chain } from "../../contracts/access.ts";
import type { Redactor } from "./redactor.ts";

type Rule = NonNullable<Chain["rule"]>;

/** @returns a way in which a right is held, as a report shows it. */
export function redactedChain(chain: Chain, redactor: Redactor): Chain {
  const { subject, via, binding, role, aggregatedFrom, ruleIndex, rule, scope } = chain;
  const { text } = redactor;
  const group = via.group === undefined ? {} : { group: redactor.subject({ kind: "Group", name: via.group }).name };
  return {
    subject: { ...redactor.subject(subject) },
    via: { kind: via.kind, ...group },
    binding: binding && { ...redactedName(binding, redactor), kind: binding.kind, subjectIndex: binding.subjectIndex },
    role: role && { ...redactedName(role, redactor), kind: role.kind },
    aggregatedFrom: aggregatedFrom === undefined ? undefined : text(aggregatedFrom),
    ruleIndex,
    rule: rule && redactedRule(rule, redactor),
    scope: scope === "cluster" ? scope : text(scope),
  };
}

interface Named {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string | undefined;
}

/** @returns the name of a binding or a role. */
export function redactedName({ kind, name, namespace }: Named, redactor: Redactor): { name: string; namespace?: string } {
  const at = redactor.at({ resource: "", kind, name, ...(namespace !== undefined && { namespace }) });
  return { name: at.name, ...(at.namespace !== undefined && { namespace: at.namespace }) };
}

/** What a rule can name: an object that is called like a subject gets the name that it has everywhere in the report. */
const kinds: Readonly<Record<string, string>> = {
  secrets: "Secret",
  rolebindings: "RoleBinding",
  clusterrolebindings: "ClusterRoleBinding",
  certificatesigningrequests: "CertificateSigningRequest",
};

function redactedRule({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: Rule, redactor: Redactor): Rule {
  return {
    verbs,
    apiGroups,
    resources,
    resourceNames: resourceNames?.map(nameRedactor(resources ?? [], redactor)),
    nonResourceURLs: nonResourceURLs?.map(redactor.text),
  };
}

/** @returns what redacts the names of objects that a rule of these resources names. */
export function nameRedactor(resources: readonly string[], redactor: Redactor): (name: string) => string {
  const plurals = resources.map((resource) => resource.split("/")[0] ?? "");
  const resource = plurals.find((plural) => plural in kinds || isOfSubjects(plural)) ?? "";
  return (name) => redactor.at({ resource, kind: kinds[resource] ?? "", name }).name;
}

function isOfSubjects(plural: string): boolean {
  return plural === "users" || plural === "groups" || plural === "serviceaccounts";
}
