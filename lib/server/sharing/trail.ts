import type { ImageTrailView, ReportTrail, SignerView } from "../../contracts/supply-chain.ts";
import { ok } from "../../core/result.ts";
import { refuse } from "../use-cases/outcome.ts";
import { getImageTrail, getWorkloadTrail } from "../use-cases/supply-chain/trail.ts";
import type { Reading, ReportKind } from "./kind.ts";
import type { Redactor } from "./redactor.ts";

/** A trail as it stood when the link was made: registries are looked at again, and the link goes on to show what it showed. */
export const trailKind: ReportKind<"trail"> = {
  async freeze(actor, { of }, services) {
    const found = await ("image" in of
      ? getImageTrail(actor, { id: of.image }, services)
      : getWorkloadTrail(actor, of, services));
    if (!found.ok) return found;
    const clusterIds = [...new Set(found.value.places.map(({ clusterId }) => clusterId))];
    const { clusters } = await services.repositories.images.seen(actor.scope);
    const scanIds = clusters.flatMap(({ id, scanId }) => (clusterIds.includes(id) && scanId !== undefined ? [scanId] : []));
    return ok({ scanIds, clusterIds, beside: { trail: found.value } });
  },

  async load({ beside, redactor, clusterName }) {
    if (beside?.trail === undefined) return refuse("notFound");
    const content = { kind: "trail" as const, ...told(beside.trail, redactor, clusterName) };
    return ok({ content, total: content.links.length, pageSize: Number.POSITIVE_INFINITY, filters: [] });
  },
};

type Link = ImageTrailView["links"][number];
type Artifact = ImageTrailView["artifacts"][number];
type Text = (text: string) => string;

/** A certificate may be a person's. Where subjects have other names, no signer is named, wherever they are named. */
function textOf({ artifacts }: ImageTrailView, redactor: Redactor): Text {
  if (!redactor.pseudonyms) return redactor.text;
  const names = artifacts.flatMap(({ signer }) => [signer?.name, signer?.subject, signer?.lookalike]).flatMap((one) => one ?? []);
  const longestFirst = [...new Set(names)].filter((name) => name !== "").sort((one, other) => other.length - one.length);
  return (text) => redactor.text(longestFirst.reduce((left, name) => left.replaceAll(name, "a signer"), text));
}

function told(trail: ImageTrailView, redactor: Redactor, clusterName: Reading<"trail">["clusterName"]): ReportTrail {
  const text = textOf(trail, redactor);
  const optional = (value: string | undefined) => (value === undefined ? undefined : text(value));
  const { digest, digests, pods, lookedAt, judgedAt } = trail;
  return {
    ...{ digest, digests, pods, lookedAt, judgedAt },
    ...{ title: text(trail.title), sentence: text(trail.sentence), name: text(trail.name), container: optional(trail.container) },
    places: trail.places.map(({ clusterId, cluster, kind, type, pods: count, since, ...place }) => ({
      ...{ kind, type, pods: count, since, cluster: clusterName({ clusterId, cluster }) },
      ...{ namespace: text(place.namespace), workload: text(place.workload), container: text(place.container) },
      image: text(place.image),
    })),
    links: trail.links.map((link) => toldLink(link, text, redactor)),
    artifacts: trail.artifacts.map((artifact) => toldArtifact(artifact, text, redactor)),
    looked: trail.looked.map(({ place, reason, remedy, ...look }) => ({
      ...look,
      ...{ place: text(place), reason: optional(reason), remedy: optional(remedy) },
    })),
    others: trail.others.map((other) => ({ ...other, image: text(other.image) })),
    policies: trail.policies.map(({ name, allows, reason }) => ({ name: text(name), allows, reason: text(reason) })),
  };
}

function toldLink({ contradiction, reported, checks, ...link }: Link, text: Text, redactor: Redactor): Link {
  return {
    ...link,
    ...{ title: text(link.title), proof: text(link.proof), reason: text(link.reason) },
    ...(link.value !== undefined && { value: text(link.value) }),
    ...(link.remedy !== undefined && { remedy: text(link.remedy) }),
    ...(contradiction && { contradiction: toldContradiction(contradiction, text) }),
    checks: checks.map((check) => ({ ...check, detail: text(check.detail) })),
    // Who approved and who merged are names of people.
    reported: redactor.pseudonyms ? [] : reported.map(({ by, says }) => ({ by: text(by), says: text(says) })),
  };
}

function toldContradiction(of: NonNullable<Link["contradiction"]>, text: Text): NonNullable<Link["contradiction"]> {
  return { ...of, certificate: text(of.certificate), predicate: text(of.predicate) };
}

function toldArtifact({ signer, facts, ...artifact }: Artifact, text: Text, redactor: Redactor): Artifact {
  return {
    ...artifact,
    ...{ reason: text(artifact.reason), place: text(artifact.place) },
    checks: artifact.checks.map((check) => ({ ...check, detail: text(check.detail) })),
    contradictions: artifact.contradictions.map((one) => toldContradiction(one, text)),
    facts: redactor.pseudonyms ? [] : facts.map(({ name, value }) => ({ name, value: text(value) })),
    ...(signer && !redactor.pseudonyms && { signer: toldSigner(signer, text) }),
  };
}

/** An issuer may be a cluster, by its address. */
function toldSigner({ name, issuer, subject, lookalike, ...signer }: SignerView, text: Text): SignerView {
  return {
    ...signer,
    name: text(name),
    ...(issuer !== undefined && { issuer: text(issuer) }),
    ...(subject !== undefined && { subject: text(subject) }),
    ...(lookalike !== undefined && { lookalike: text(lookalike) }),
  };
}
