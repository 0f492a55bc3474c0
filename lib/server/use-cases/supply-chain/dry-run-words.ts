/** The words of a dry run: what it comes to in one sentence, and what each reason means. */
import type { DryRunPlace, DryRunReason } from "../../../contracts/supply-chain/dry-run.ts";

export interface Tally {
  readonly pods: number;
  readonly workloads: number;
  readonly images: number;
  readonly clusters: number;
}

/** @returns how much these containers are; the pods of a workload count once, however many of its containers are meant. */
export function tallyOf(places: readonly DryRunPlace[]): Tally {
  const workloads = Map.groupBy(places, ({ clusterId, namespace, kind, workload }) =>
    [clusterId, namespace, kind, workload].join("/"),
  );
  const pods = [...workloads.values()].map((own) => Math.max(...own.map((place) => place.pods)));
  return {
    pods: pods.reduce((sum, one) => sum + one, 0),
    workloads: workloads.size,
    images: new Set(places.map(({ image, imageId }) => imageId ?? image)).size,
    clusters: new Set(places.map(({ clusterId }) => clusterId)).size,
  };
}

/** @returns the verdict; what could not be assessed is never left out of it. */
export function dryRunSentence(places: readonly DryRunPlace[], policies: number): string {
  if (policies === 0) return "There is no policy to try.";
  const refused = tallyOf(places.filter(({ verdict }) => verdict === "refused"));
  const open = tallyOf(places.filter(({ verdict }) => verdict === "notAssessed"));
  const would = `If ${policies === 1 ? "this policy were" : `these ${policies} policies were`} enforced today`;
  const first =
    refused.pods === 0
      ? `${would}, no pod that could be assessed would be refused`
      : `${would}, ${count(refused.pods, "pod")} of ${count(refused.workloads, "workload")} in ${count(refused.clusters, "cluster")} would be refused`;
  if (places.length === 0) return `${would}, nothing could be said: nothing that runs was seen.`;
  return open.pods === 0 ? `${first}.` : `${first}; of ${count(open.pods, "pod")} it cannot be said.`;
}

function count(number: number, what: string): string {
  return `${number.toLocaleString("en")} ${what}${number === 1 ? "" : "s"}`;
}

type Words = { readonly title: string; readonly remedy: string };

const words: Readonly<Record<DryRunReason, Words>> = {
  refused: { title: "A policy lets nobody run them", remedy: "Change the policy, or stop running them." },
  notSigned: { title: "Nobody signed them", remedy: "Sign them where they are built." },
  claimOnly: { title: "Nobody signed what is stated about them", remedy: "Sign them where they are built." },
  statementsAlone: {
    title: "Statements about them are signed, and they themselves are not",
    remedy: "Sign the image, too, or name in the policy the statements that count.",
  },
  signerNotNamed: {
    title: "Signed by somebody whom the policy does not name",
    remedy: "Name the signer, or find out who it is.",
  },
  attestationMissing: {
    title: "A statement that the policy wants is missing",
    remedy: "Have the build state it, and sign that.",
  },
  sourceUnknown: { title: "No signer says where they come from", remedy: "Sign a provenance that names the source." },
  sourceNotNamed: {
    title: "They come from a repository that the policy does not name",
    remedy: "Name the repository, or find out why.",
  },
  invalid: {
    title: "A signature contradicts what it is about",
    remedy: "Look at the trail: somebody may have tampered with it.",
  },
  unverifiable: {
    title: "A signature cannot be verified by what is trusted here",
    remedy: "Add the root or the key that it needs to a trust profile.",
  },
  notNamed: { title: "No policy names them", remedy: "Add a policy for them, or let the controller allow what none names." },
  noDigest: { title: "Which image runs is not known", remedy: "Scan again once the pods run, with a runtime that says it." },
  notLooked: { title: "Nobody could look at them", remedy: "Each says why; a registry is allowed under Settings → Registries." },
  notComplete: { title: "Not every place could be looked at", remedy: "Open the trail: it says which place did not answer." },
  olderJudgement: { title: "They were looked at too long ago", remedy: "Look again, and see why the worker did not." },
  keyNotTrusted: { title: "The policy allows a key that is in no trust profile", remedy: "Add the key to a trust profile." },
  allowed: { title: "Signed as the policies want", remedy: "" },
};

/** @returns what a reason means, and what to do about it. */
export function reasonWords(reason: DryRunReason): Words {
  return words[reason];
}
