import type { ForgeKind } from "#contracts/supply-chain/forge-kinds.ts";
import type { ForgeView } from "#contracts/supply-chain/forges.ts";
import { counted } from "../../access/subject-words.ts";

export const kindWords: Readonly<Record<ForgeKind, string>> = {
  github: "GitHub",
  gitlab: "GitLab",
  scorecard: "OpenSSF Scorecard",
  clair: "Clair v4",
};

/** What a token has to be allowed to read, in the words of each forge's own page of tokens. */
export const rightsWords: Readonly<Record<Exclude<ForgeKind, "scorecard">, string>> = {
  github:
    "A fine-grained token with read access to Contents, Pull requests and Metadata; to Administration for the rules of branches and deploy keys, and to Code scanning alerts for analyses.",
  gitlab: "A token with the scope read_api, of somebody who is at least a maintainer where branches and members are to be seen.",
  clair: "A JSON Web Token that its configuration takes (auth.psk); none where it asks for none.",
};

/** @returns what became of the questions to a forge, in a sentence. */
export function answersOf({ kind, token, commits, looked, failure }: ForgeView): string {
  if (kind === "scorecard") return "Asked about the repository of each commit that is looked at.";
  if (kind === "clair") return "Asked about every image that runs; Vulnerabilities says under Documents what it knows.";
  if (token === undefined)
    return `Not asked: it has no token. ${counted(commits, "commit")} of it ${commits === 1 ? "is" : "are"} named.`;
  if (commits === 0) return "No image that runs names a commit of it.";
  const all = `${looked} of ${counted(commits, "commit")} looked at.`;
  return failure === undefined ? all : `${all} ${failure}`;
}
