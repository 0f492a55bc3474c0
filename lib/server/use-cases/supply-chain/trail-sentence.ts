/** The verdict over a trail, in one sentence. */
import type { TrailLinkView } from "../../../contracts/supply-chain.ts";

type Link = Pick<TrailLinkView, "id" | "state" | "value" | "contradiction">;

/** @param title what the trail is of. */
export function trailSentence(title: string, links: readonly Link[]): string {
  const of = (id: TrailLinkView["id"]) => links.find((link) => link.id === id);
  const [signature, provenance, source, commit] = (["signature", "provenance", "source", "commit"] as const).map(of);
  const contradiction = source?.contradiction;
  if (signature?.state === "verified") {
    const built = provenance?.state === "verified" ? ` and built by ${provenance.value}` : "";
    const start = `${title} is signed${built}`;
    if (contradiction) return `${start}, but its two proofs of source name different ${plural(contradiction.fact)}.`;
    if (provenance?.state !== "verified") return `${start}, but ${missing("how it was built", provenance?.state)}.`;
    if (source?.state !== "verified") return `${start}, but ${missing("its source", source?.state)}.`;
    if (commit?.state === "verified") return `${start} from a signed commit of ${source.value}.`;
    return `${start} from ${source.value}; ${missing("its commit's signature", commit?.state)}.`;
  }
  if (contradiction) return `${title} has two proofs of its source that name different ${plural(contradiction.fact)}.`;
  return `${title} ${signatures[signature?.state ?? "unknown"]}`;
}

const signatures: Readonly<Record<Link["state"], string>> = {
  verified: "is signed.",
  "signed-untrusted": "is signed by somebody whom no policy names.",
  "signed-unverifiable": "has a signature that cannot be verified here.",
  invalid: "has a signature that contradicts its bytes.",
  unsigned: "is not signed: every place was looked at.",
  "claim-only": "says where it comes from, and nobody signed it.",
  unknown: "could not be looked at: nobody can tell who signed it.",
  stale: "was signed when it was last looked at, and has to be looked at again.",
};

function missing(what: string, state: Link["state"] = "unknown"): string {
  if (state === "unknown") return `${what} could not be looked at`;
  if (state === "unsigned") return `nothing proves ${what}`;
  if (state === "invalid") return `${what} is contradicted`;
  if (state === "claim-only") return `${what} is only claimed`;
  return state === "stale" ? `${what} has to be looked at again` : `${what} is not proved`;
}

function plural(fact: string): string {
  return fact.endsWith("y") ? `${fact.slice(0, -1)}ies` : `${fact}s`;
}
