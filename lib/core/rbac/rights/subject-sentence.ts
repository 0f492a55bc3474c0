/** The first sentence about a subject: what it may do at most, and what runs as it. */
import type { AccountUse } from "../lookup/account-use.ts";
import { formatSubject, type SubjectRef } from "../subject.ts";
import type { RightsOfPlace } from "./list-rights.ts";
import { dangersOfPlaces, type HeldDanger, isEverything } from "./right-dangers.ts";

export interface SubjectFacts {
  readonly subject: SubjectRef;
  readonly places: readonly RightsOfPlace[];
  /** Of the cluster; absent where it is not known. */
  readonly minor?: string | undefined;
  /** Everything was seen that can give it a right. */
  readonly complete: boolean;
  /** Of a service account, where its use was looked at. */
  readonly use?: Pick<AccountUse, "pods" | "nodes" | "exists"> & { readonly complete: boolean };
}

/** @returns `ServiceAccount ci/deployer may do everything in 3 namespaces and read the values of Secrets everywhere; 4 pods on 2 nodes run as it.` */
export function subjectSentence(facts: SubjectFacts): string {
  const { subject, complete, use } = facts;
  const who = `\`${formatSubject(subject)}\``;
  const parts = [`${who} ${rightsWords(facts)}`];
  if (use !== undefined) parts.push(wordsOfUse(use));
  if (!complete) parts.push("not everything was seen, so it may hold more");
  return `${parts.join("; ")}.`;
}

function rightsWords({ places, complete, minor }: SubjectFacts): string {
  const everything = places.filter(({ rights }) => rights.some(isEverything));
  if (everything.some(({ namespace }) => namespace === undefined)) return "may do everything in the whole cluster";
  const rights = places.reduce((sum, place) => sum + place.rights.length, 0);
  if (rights === 0) return complete ? "holds no right" : "holds no right that was seen";
  const names = everything.map(({ namespace }) => namespace ?? "");
  const rest = dangersOfPlaces(places, minor)
    .map((held) => ({ ...held, namespaces: held.namespaces.filter((namespace) => !names.includes(namespace)) }))
    .filter(({ everywhere, namespaces }) => everywhere || namespaces.length > 0);
  const phrases = [
    ...(names.length > 0 ? [`do everything in ${placesWords(names)}`] : []),
    ...rest.slice(0, mostNamed).map(dangerWords),
  ];
  const more = rest.length - mostNamed;
  if (phrases.length === 0) return `holds ${rights} ${rights === 1 ? "right" : "rights"}, none of them dangerous by itself`;
  const others = more > 0 ? `, and holds ${more} more dangerous ${more === 1 ? "right" : "rights"}` : "";
  return `may ${listWords(phrases)}${others}`;
}

const mostNamed = 2;

function dangerWords({ may, everywhere, namespaces }: HeldDanger): string {
  return `${may} ${everywhere ? "everywhere" : `in ${placesWords(namespaces)}`}`;
}

function placesWords(namespaces: readonly string[]): string {
  return namespaces.length === 1 ? `\`${namespaces[0]}\`` : `${namespaces.length} namespaces`;
}

function listWords(phrases: readonly string[]): string {
  if (phrases.length < 2) return phrases.join("");
  return `${phrases.slice(0, -1).join(", ")} and ${phrases.at(-1)}`;
}

function wordsOfUse({ pods, nodes, exists, complete }: NonNullable<SubjectFacts["use"]>): string {
  const missing = exists === false ? "the account does not exist, and " : "";
  if (pods === 0) return `${missing}${complete ? "no pod runs as it" : "no pod that was seen runs as it"}`;
  const run = pods === 1 ? "1 pod" : `${pods} pods`;
  const on = nodes.length === 0 ? "" : ` on ${nodes.length === 1 ? "1 node" : `${nodes.length} nodes`}`;
  return `${missing}${complete ? "" : "at least "}${run}${on} ${pods === 1 ? "runs" : "run"} as it`;
}
