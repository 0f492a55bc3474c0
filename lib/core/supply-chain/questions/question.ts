/** The questions of the threat model of the supply chain, and what each of them is answered from. */
import type { VerdictKind } from "../../findings/verdict.ts";
import type { ImageFacts } from "../images/image-facts.ts";
import type { PackagesOfImage } from "../images/known-image.ts";
import type { BuilderInstance } from "../provenance/builder-instance.ts";
import type { Provenance } from "../provenance/provenance.ts";
import type { VerificationState } from "../verification/result.ts";

export const questionGroups = ["source", "build", "platform", "deploy", "dependencies", "hygiene"] as const;
export type QuestionGroup = (typeof questionGroups)[number];

/** What a scan's check said. */
export interface AskedCheck {
  readonly checkId: string;
  readonly verdict: VerdictKind;
  readonly findings: number;
}

/** A provenance of an image, whoever made it. */
export interface ImageProvenance {
  readonly state: VerificationState;
  readonly provenance: Provenance;
  readonly instance: BuilderInstance["kind"];
}

/** An image that runs in the cluster. */
export interface AskedImage {
  readonly name: string;
  /** By link of the trail; a link that nobody looked at is absent. */
  readonly states: Readonly<Partial<Record<string, VerificationState | "stale">>>;
  /** Absent where they were not read. */
  readonly provenances?: readonly ImageProvenance[];
  /** What its configuration says: absent where that was not read. */
  readonly facts?: ImageFacts;
  /** What bills of materials about it list; absent where there is none. */
  readonly packages?: PackagesOfImage;
  /** What its tag means in the registry now, beside what runs. */
  readonly drift?: "same" | "moved" | "gone" | "unknown" | "noTag";
  /** Those whose signatures hold; absent where nobody looked. */
  readonly signers?: readonly { readonly kind: "certificate" | "key"; readonly dated: boolean }[];
}

export interface AskedCluster {
  readonly checks: ReadonlyMap<string, AskedCheck>;
  readonly images: readonly AskedImage[];
  /** Images that run and are not among `images`: more than were read. */
  readonly imagesLeftOut: number;
  /** What runs was seen whole. */
  readonly complete: boolean;
  /** The clock value of whoever asks. */
  readonly now: Date;
}

/** One thing that an answer rests on. */
export type Evidence =
  | { readonly kind: "check"; readonly checkId: string; readonly verdict: VerdictKind | "notRun"; readonly findings: number }
  | {
      readonly kind: "images";
      readonly verdict: "pass" | "fail" | "notAssessed";
      readonly count: number;
      /** What is told of them, as the end of a sentence about images. */
      readonly says: string;
      /** Some of them, the first by name. */
      readonly names: readonly string[];
      /** The link of the trail that it is about. */
      readonly link?: string;
    };

export interface QuestionAnswer {
  readonly id: string;
  readonly group: QuestionGroup;
  readonly question: string;
  readonly verdict: VerdictKind;
  /** One sentence. */
  readonly because: string;
  readonly evidence: readonly Evidence[];
  /** What would change the answer; absent where it is pass, or does not apply. */
  readonly remedy?: string;
}

export interface Question {
  readonly id: string;
  readonly group: QuestionGroup;
  readonly question: string;
  readonly remedy: string;
  /** With a remedy of its own, where something else has to be done first. */
  readonly answer: (cluster: AskedCluster) => Omit<QuestionAnswer, "id" | "group" | "question">;
}
