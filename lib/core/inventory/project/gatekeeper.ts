/** Gatekeeper's templates, settings and constraints about images, and what Ratify verifies for it. */
import type {
  ConstraintTemplateItem,
  GatekeeperConfigItem,
  GatekeeperConstraintItem,
  RatifyPartItem,
  RatifyVerifierItem,
} from "../image-policy-items.ts";
import type { Intern } from "./intern.ts";
import { projectMeta } from "./metadata.ts";
import { policyAction } from "./policy-match.ts";
import { some } from "./policy-text.ts";
import { compact, type Fields, fields, integer, objects, someTexts, text, texts } from "./read.ts";
import { projectSelector } from "./selector.ts";

const longestRule = 262_144;
const asksProvider = /external_data\s*\(\s*\{[^}]{0,400}?"provider"\s*:\s*"([\w.-]{1,253})"/g;

export function projectConstraintTemplate(template: Fields, intern: Intern): ConstraintTemplateItem {
  const spec = fields(template.spec, "spec") ?? {};
  const names = fields(fields(fields(spec.crd, "spec.crd")?.spec, "spec.crd.spec")?.names, "spec.crd.spec.names");
  const code = objects(spec.targets, "spec.targets").flatMap((target) => [
    text(target.rego, "spec.targets.rego"),
    ...objects(target.code, "spec.targets.code").map(({ source }) => {
      const { rego } = fields(source, "spec.targets.code.source") ?? {};
      return typeof rego === "string" ? rego : undefined;
    }),
  ]);
  const asked = code.flatMap((rego) =>
    [...(rego ?? "").slice(0, longestRule).matchAll(asksProvider)].map(([, name = ""]) => name),
  );
  return compact({
    meta: projectMeta(template, intern),
    kind: text(names?.kind, "spec.crd.spec.names.kind") ?? "",
    providers: some([...new Set(asked)].sort()),
  });
}

const judging = new Set(["*", "webhook"]);

export function projectGatekeeperConfig(config: Fields, intern: Intern): GatekeeperConfigItem {
  const spec = fields(config.spec, "spec") ?? {};
  const excluded = objects(spec.match, "spec.match")
    .filter(({ processes }) => texts(processes, "spec.match.processes").some((process) => judging.has(process)))
    .flatMap(({ excludedNamespaces }) => texts(excludedNamespaces, "spec.match.excludedNamespaces"));
  return { meta: projectMeta(config, intern), excluded: [...new Set(excluded)].sort() };
}

export function projectConstraint(constraint: Fields, intern: Intern): GatekeeperConstraintItem {
  const spec = fields(constraint.spec, "spec") ?? {};
  const match = fields(spec.match, "spec.match") ?? {};
  const parameters = fields(spec.parameters, "spec.parameters");
  const status = fields(constraint.status, "status");
  const kinds = objects(match.kinds, "spec.match.kinds").flatMap(({ kinds: list }) => texts(list, "spec.match.kinds.kinds"));
  const name = text(match.name, "spec.match.name");
  return compact({
    meta: projectMeta(constraint, intern),
    action: actionOf(spec),
    match: compact({
      kinds: some(kinds),
      namespaces: someTexts(match.namespaces, "spec.match.namespaces"),
      excludedNamespaces: someTexts(match.excludedNamespaces, "spec.match.excludedNamespaces"),
      namespaceSelector: projectSelector(match.namespaceSelector, "spec.match.namespaceSelector"),
      selector: projectSelector(match.labelSelector, "spec.match.labelSelector"),
      names: name ? [name] : undefined,
      unread: match.source ? (true as const) : undefined,
    }),
    allowedImages: allowedBy(parameters),
    exemptImages: someTexts(parameters?.exemptImages, "spec.parameters.exemptImages"),
    auditedAt: text(status?.auditTimestamp, "status.auditTimestamp"),
    violations: integer(status?.totalViolations, "status.totalViolations"),
  });
}

/** Of a kind whose parameters name what does not pass. */
export function projectForbiddingConstraint(constraint: Fields, intern: Intern): GatekeeperConstraintItem {
  const { allowedImages: _, ...item } = projectConstraint(constraint, intern);
  return item;
}

/** `scoped` names an action for each place of enforcement; that of the webhook counts here. */
function actionOf(spec: Fields): GatekeeperConstraintItem["action"] {
  const action = text(spec.enforcementAction, "spec.enforcementAction");
  if (action !== "scoped") return policyAction(action, "enforce");
  const path = "spec.scopedEnforcementActions";
  const atAdmission = objects(spec.scopedEnforcementActions, path)
    .filter(({ enforcementPoints }) =>
      objects(enforcementPoints, `${path}.enforcementPoints`).some(
        ({ name }) => name === "*" || name === "validation.gatekeeper.sh",
      ),
    )
    .map((one) => policyAction(text(one.action, `${path}.action`), "audit"));
  return atAdmission.find((one) => one === "enforce") ?? atAdmission.find((one) => one === "warn") ?? "audit";
}

/** `repos` are beginnings of names; `allowedImages` are names, or beginnings that end in `*`. */
function allowedBy(parameters: Fields | undefined): readonly string[] | undefined {
  const repos = someTexts(parameters?.repos, "spec.parameters.repos");
  const images = someTexts(parameters?.allowedImages, "spec.parameters.allowedImages");
  return repos?.map((repo) => `${repo}*`) ?? images;
}

export function projectRatifyPart(part: Fields, intern: Intern): RatifyPartItem {
  const spec = fields(part.spec, "spec") ?? {};
  return { meta: projectMeta(part, intern), type: text(spec.type ?? spec.name, "spec.type") ?? "" };
}

export function projectRatifyVerifier(verifier: Fields, intern: Intern): RatifyVerifierItem {
  const spec = fields(verifier.spec, "spec") ?? {};
  const types = text(spec.artifactTypes, "spec.artifactTypes") ?? "";
  return {
    meta: projectMeta(verifier, intern),
    type: text(spec.type ?? spec.name, "spec.type") ?? "",
    artifactTypes: types.split(",").flatMap((type) => type.trim() || []),
  };
}
