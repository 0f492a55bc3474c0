import { z } from "zod";

/**
 * Every expected failure, in one table: code → HTTP status, a sentence for a person, what to do.
 * The sentence may be replaced by a more exact one of the same code; the code and the status never change.
 */
export const problems = {
  badRequest: { status: 400, title: "The request is not valid.", remedy: "Correct the fields that are named and send it again." },
  unauthenticated: { status: 401, title: "You are not signed in.", remedy: "Sign in and try again." },
  signInRefused: {
    status: 401,
    title: "The e-mail address or the password is not right.",
    remedy: "Try again; an administrator of this installation can give you a link for a new password.",
  },
  forbidden: { status: 403, title: "Your role does not allow this.", remedy: "Ask an administrator of this installation." },
  crossOrigin: {
    status: 403,
    title: "The request came from another site.",
    remedy: "Open Drydock at its own address and try again.",
  },
  insecureTransport: {
    status: 403,
    title: "Drydock refuses to sign in over plain HTTP.",
    remedy: "Put a proxy with TLS in front and set DRYDOCK_URL to its https address, or open Drydock on its own machine.",
  },
  notFound: {
    status: 404,
    title: "There is nothing at this address.",
    remedy: "Check the address; it may have been removed, or lie outside your scope.",
  },
  nameTaken: { status: 409, title: "A cluster with this name is registered already.", remedy: "Choose another name." },
  userExists: {
    status: 409,
    title: "A user with this e-mail address exists already.",
    remedy: "Change the existing user instead.",
  },
  tooManyTokens: {
    status: 409,
    title: "You have as many API tokens as a person may have.",
    remedy: "Revoke one that you no longer use.",
  },
  lastAdministrator: {
    status: 409,
    title: "This is the last administrator.",
    remedy: "Make another user an administrator first.",
  },
  assertionSetExists: { status: 409, title: "Assertions with this name exist already.", remedy: "Choose another name." },
  assertionFileRefused: {
    status: 400,
    title: "The file of assertions cannot be used as it is.",
    remedy: "Correct what is named; the format is described in docs/assertions.md.",
  },
  scheduleExists: { status: 409, title: "A schedule with this name exists already.", remedy: "Choose another name." },
  scanActive: {
    status: 409,
    title: "A scan of this cluster is already running.",
    remedy: "Follow the running scan, or cancel it first.",
  },
  scanNotActive: { status: 409, title: "This scan has ended already.", remedy: "Start a new scan." },
  questionInvalid: {
    status: 400,
    title: "The question cannot be understood.",
    remedy: "Ask for a verb and `plural[.group][/NAME]`, or for a URL that begins with `/`.",
  },
  scanIncomplete: { status: 409, title: "This scan has no results to ask.", remedy: "Choose a scan that completed." },
  notComparable: {
    status: 409,
    title: "These two scans cannot be compared.",
    remedy: "Choose two completed scans of the same cluster.",
  },
  publicSharingOff: {
    status: 403,
    title: "Links that open without signing in are switched off in this installation.",
    remedy: "Make a link for people who sign in.",
  },
  noLiveConnection: {
    status: 409,
    title: "This cluster was uploaded as a snapshot and has no connection.",
    remedy: "Upload a newer snapshot to look again.",
  },
  sampleLoaded: { status: 409, title: "The sample fleet is loaded already.", remedy: "Remove it first to load it anew." },
  linkClosed: {
    status: 404,
    title: "There is nothing at this address.",
    remedy: "A link of this kind works once and ends. Ask whoever gave it to you for a new one, or sign in.",
  },
  setupClosed: {
    status: 404,
    title: "There is nothing at this address.",
    remedy: "The set-up link works once. Sign in instead.",
  },
  kubeconfigRefused: {
    status: 422,
    title: "The kubeconfig was refused.",
    remedy: "Remove what is named, or use `npx drydock register --context NAME`.",
  },
  endpointRefused: {
    status: 422,
    title: "Drydock does not connect to this address.",
    remedy: "Use the https address of the API server, or ask the operator of this installation.",
  },
  snapshotRefused: {
    status: 422,
    title: "The upload is not a snapshot that can be read.",
    remedy: "Upload a file of `npx drydock snapshot`, or the output of `kubectl get -A -o yaml`.",
  },
  credentialEnded: { status: 422, title: "The credential has ended already.", remedy: "Make a new one and register it." },
  waiverNameTaken: {
    status: 409,
    title: "A waiver with this name holds already.",
    remedy: "Choose another name, or change that waiver.",
  },
  waiverEnded: {
    status: 409,
    title: "This waiver is over and stays as it was decided.",
    remedy: "Make a new waiver; it may have the same name.",
  },
  beyondScope: {
    status: 403,
    title: "This reaches beyond what you may see.",
    remedy: "Name clusters and namespaces of your scope, or ask an administrator.",
  },
  waiverTooBroad: {
    status: 422,
    title: "A waiver needs more than clusters to go by.",
    remedy: "Name checks, namespaces, kinds, names or findings; only an administrator waives whole clusters.",
  },
  changeRefused: {
    status: 422,
    title: "This is no change to roles and bindings that can be read.",
    remedy: "Correct what is named; nothing was changed.",
  },
  waiverFileRefused: {
    status: 422,
    title: "The file is not a list of waivers that can be read.",
    remedy: "Correct what is named; nothing was changed.",
  },
  notReviewer: {
    status: 403,
    title: "You are not a reviewer of this review.",
    remedy: "Ask for its reviewers to be changed, or ask one of them to decide.",
  },
  reviewSignedOff: {
    status: 409,
    title: "This review is signed off and stays as it is.",
    remedy: "Begin a new review.",
  },
  reviewOpen: {
    status: 409,
    title: "This review is not signed off yet, and may still change.",
    remedy: "Sign it off first; the export shows how far it is.",
  },
  reviewUndecided: {
    status: 409,
    title: "Some subjects of this review are not decided yet.",
    remedy: "Decide about each of them, also those that could not be seen in full, and sign off then.",
  },
  reviewChanged: {
    status: 409,
    title: "Somebody else changed this meanwhile.",
    remedy: "Look at what they decided, and decide again if you still mean it.",
  },
  reviewTooLarge: {
    status: 422,
    title: "A review of so many subjects cannot be decided.",
    remedy: "Narrow it to a capability, to kinds of subjects, or to fewer clusters.",
  },
  reviewEmpty: {
    status: 422,
    title: "Nobody holds what this review would be about, as far as could be seen.",
    remedy: "Choose another scope.",
  },
  viewExists: {
    status: 409,
    title: "You have a view of this page with this name already.",
    remedy: "Choose another name, or replace that view.",
  },
  registryExists: { status: 409, title: "This registry is listed already.", remedy: "Change the one that is there." },
  registryRefused: {
    status: 422,
    title: "This registry cannot be asked as it is described.",
    remedy: "Correct what is named.",
  },
  forgeExists: { status: 409, title: "This forge is listed already.", remedy: "Give a token for the one that is there." },
  forgeRefused: { status: 422, title: "This forge cannot be asked as it is described.", remedy: "Correct what is named." },
  commitSignerExists: { status: 409, title: "A signer with this name exists already.", remedy: "Choose another name." },
  commitSignerRefused: {
    status: 422,
    title: "This signer cannot be read.",
    remedy: "Give a line of git's allowed signers, PGP keys in ASCII armour, or issuer and subject of a certificate.",
  },
  sourceReportRefused: {
    status: 422,
    title: "This is no report that can be read.",
    remedy: "Give SARIF 2.1.0, or the JSON of OpenSSF Scorecard.",
  },
  trustProfileExists: { status: 409, title: "A trust profile with this name exists already.", remedy: "Choose another name." },
  trustRefused: {
    status: 422,
    title: "What is to be trusted cannot be used as it is.",
    remedy: "Give a trusted_root.json as Sigstore writes it, or public keys in PEM.",
  },
  trustedBuilderExists: { status: 409, title: "An entry with this name exists already.", remedy: "Choose another name." },
  trustedBuilderRefused: {
    status: 422,
    title: "Nothing could be granted by this entry.",
    remedy: "Mend the pattern that the detail names.",
  },
  signingPolicyExists: { status: 409, title: "A policy with this name exists already.", remedy: "Choose another name." },
  signingPolicyRefused: {
    status: 422,
    title: "The policy cannot be used as it is.",
    remedy: "Correct what is named.",
  },
  keyUsed: {
    status: 422,
    title: "This Idempotency-Key was used for another request.",
    remedy: "Send each request with a key of its own.",
  },
  requestRunning: {
    status: 409,
    title: "The first request with this Idempotency-Key is still running.",
    remedy: "Send it again in a moment, with the same key.",
  },
  shownOnce: {
    status: 409,
    title: "This request was carried out already, and its secret was shown then.",
    remedy: "If nobody kept it, revoke what was made and make another with another key.",
  },
  tooLarge: { status: 413, title: "The upload is too large.", remedy: "Upload a smaller file." },
  tooManyRequests: { status: 429, title: "Too many requests.", remedy: "Wait a moment and try again." },
  unavailable: {
    status: 503,
    title: "Drydock cannot reach its database.",
    remedy: "Try again shortly; if it stays so, look at the server's log.",
  },
  unexpected: {
    status: 500,
    title: "Something went wrong on our side.",
    remedy: "Try again; if it stays so, report the code with the time.",
  },
} as const satisfies Record<string, { status: number; title: string; remedy: string }>;

export type ProblemCode = keyof typeof problems;

/** RFC 9457 problem details, as every error of the API is presented. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]),
    detail: z.string().optional(),
    remedy: z.string(),
    issues: z.array(z.object({ path: z.string(), message: z.string(), remedy: z.string().optional() })).optional(),
  })
  .meta({ id: "Problem" });
export type Problem = z.infer<typeof problemSchema>;
