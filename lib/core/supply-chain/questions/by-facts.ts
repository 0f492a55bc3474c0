/** What an image's own configuration, its tag and its signers say to the questions of hygiene. */
import { ageInDays, type ImageFacts } from "../images/image-facts.ts";
import type { PackagesOfImage } from "../images/known-image.ts";
import { minimalBase } from "../images/minimal-base.ts";
import { notLooked, type Told } from "./by-images.ts";
import type { AskedCluster, AskedImage } from "./question.ts";

/** Days. */
const oldImage = 180;
const oldBase = 365;
/** Bytes, as they lie in a registry. */
const largeImage = 1024 ** 3;

type Tell = (image: AskedImage, cluster: Pick<AskedCluster, "now">) => Told;

function fromFacts(tell: (facts: ImageFacts, now: Date) => Told): Tell {
  return ({ facts }, { now }) => (facts === undefined ? notLooked : tell(facts, now));
}

/** A fixed date says nothing of an age. */
export const byAge = fromFacts(({ created, createdUnknown }, now): Told => {
  const age = ageInDays(created, now);
  if (age === undefined)
    return createdUnknown === "fixed"
      ? { verdict: "notAssessed", says: "have a fixed date, so that their builds repeat" }
      : { verdict: "notAssessed", says: "do not say when they were built" };
  return age > oldImage
    ? { verdict: "fail", says: `were built more than ${oldImage} days ago` }
    : { verdict: "pass", says: `were built in the last ${oldImage} days` };
});

export const byBaseAge = fromFacts(({ base }, now): Told => {
  const age = ageInDays(base.created, now);
  if (age === undefined) return { verdict: "notAssessed", says: "do not say when their oldest layer was made" };
  return age > oldBase
    ? { verdict: "fail", says: `have a layer that is more than ${oldBase} days old` }
    : { verdict: "pass", says: `have no layer that is more than ${oldBase} days old` };
});

const users: Readonly<Record<ImageFacts["user"]["kind"], Told>> = {
  root: { verdict: "fail", says: "are made to run as root, where a pod says nothing else" },
  number: { verdict: "pass", says: "are made to run as a user without rights" },
  name: { verdict: "notAssessed", says: "name a user, whose number only their files tell" },
  unknown: { verdict: "notAssessed", says: "do not say in a readable way as whom they run" },
};

export const byUser = fromFacts(({ user }) => users[user.kind]);

/** More than these, from a bill of materials. */
const mostPackages = 400;

/**
 * Traces prove that a program was there, and no trace proves nothing, for the base may hold it. That nothing is there, only a bill
 * of materials tells, of a tool that looked for the packages of a distribution.
 */
export const byContents: Tell = ({ facts, packages }) => {
  if (facts === undefined && packages === undefined) return notLooked;
  const present = foundInside(facts, packages);
  if (present !== undefined) return { verdict: "fail", says: present };
  if (packages?.ofSystem) return { verdict: "pass", says: "hold neither by their bill of materials" };
  if (packages !== undefined)
    return {
      verdict: "notAssessed",
      says: "have a bill of materials that names no package of a distribution, as if nobody had looked",
    };
  const base = minimalBase(facts?.base.name);
  if (base !== undefined)
    return {
      verdict: "notAssessed",
      says: `are built on ${base} by their own word; what came after it, only a bill of materials tells`,
    };
  return { verdict: "notAssessed", says: "show no trace of a shell; what their base holds, only a bill of materials tells" };
};

function foundInside(facts: ImageFacts | undefined, packages: PackagesOfImage | undefined): string | undefined {
  if ((packages?.managers.length ?? 0) > 0) return "hold a package manager";
  if ((facts?.traces.packageManagers.length ?? 0) > 0) return "were built with a package manager inside";
  if ((packages?.shells.length ?? 0) > 0) return "hold a shell";
  if (facts?.traces.shell) return "were built with a shell inside";
  if ((facts?.size ?? 0) > largeImage) return "are larger than 1 GiB";
  return (packages?.count ?? 0) > mostPackages ? `hold more than ${mostPackages} packages` : undefined;
}

export const bySecrets = fromFacts(({ secretsSuspected }): Told => {
  if (secretsSuspected.length === 0)
    return { verdict: "pass", says: "hold nothing in labels, variables and build steps that looks like a credential" };
  return { verdict: "fail", says: "hold something that looks like a credential in labels, variables or build steps" };
});

const drifts: Readonly<Record<NonNullable<AskedImage["drift"]>, Told>> = {
  same: { verdict: "pass", says: "are what their tag means in the registry now" },
  noTag: { verdict: "pass", says: "are named by no tag" },
  moved: { verdict: "fail", says: "are not what their tag means in the registry now" },
  gone: { verdict: "fail", says: "have a tag that the registry does not have any more" },
  unknown: { verdict: "notAssessed", says: "have a tag that could not be asked for" },
};

export const byDrift: Tell = ({ drift }) => drifts[drift ?? "unknown"];

/** A key has no end of its own, and without a log nobody knows whether a signature is from before it was lost. */
export const byKeys: Tell = ({ signers }) => {
  if (signers === undefined) return notLooked;
  if (signers.length === 0) return { verdict: "notAssessed", says: "have no signer that is known" };
  if (signers.some(({ kind, dated }) => kind === "key" && !dated))
    return { verdict: "fail", says: "are signed with a lasting key, and nothing tells when" };
  if (signers.some(({ kind }) => kind === "key"))
    return { verdict: "fail", says: "are signed with a lasting key, in a log that tells when" };
  return { verdict: "pass", says: "are signed with certificates that ended minutes later" };
};
