/** The predicates whose meaning is known here. A sound signature under any other one says something that cannot be judged. */

/** SARIF has no predicate of its own: the address of its schema stands for it. */
export const sarifPredicate = /^https:\/\/[a-z0-9.-]+\/(?:[\w.-]+\/)*sarif(?:[-/][\w./-]*)?$/;

const known: readonly RegExp[] = [
  /^https:\/\/sigstore\.dev\/cosign\/sign\/v1$/,
  /^(?:cosign|atomic) container (?:image )?signature$/,
  /^https:\/\/slsa\.dev\/provenance\/v\d+(?:\.\d+)?$/,
  /^https:\/\/slsa\.dev\/verification_summary\/v\d+(?:\.\d+)?$/,
  /^https:\/\/spdx\.dev\/Document(?:\/v\d+(?:\.\d+)?)?$/,
  /^https:\/\/cyclonedx\.org\/(?:bom|schema)(?:\/v?\d+(?:\.\d+)?)?$/,
  /^(?:https:\/\/)?cosign\.sigstore\.dev\/attestation\/(?:vuln\/)?v1$/,
  /^https:\/\/openvex\.dev\/ns(?:\/v\d+(?:\.\d+)*)?$/,
  /^https:\/\/in-toto\.io\/attestation\/[a-z-]+(?:\/v\d+(?:\.\d+)?)?$/,
  /^https:\/\/in-toto\.io\/Provenance\/v0\.1$/,
  /^https:\/\/in-toto\.io\/Link\/v\d+$/,
  sarifPredicate,
];

/** @returns whether what a predicate of this type states can be judged. */
export function isKnownPredicate(predicateType: string): boolean {
  return known.some((form) => form.test(predicateType));
}
