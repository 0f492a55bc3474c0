/** Attestations that GitHub keeps of an image, beside what its registry has. They are looked for where an operator allowed it with a token. */
import type { Discovery, FoundArtifact, LookedAt, ResolvedImage } from "#core/supply-chain/discovery/artifact.ts";
import { unknown } from "#core/supply-chain/discovery/look.ts";
import type { Digest } from "#core/supply-chain/images/digest.ts";
import type { ImageRepository } from "#core/supply-chain/images/reference.ts";
import { readGitUri } from "#core/supply-chain/provenance/git-uri.ts";
import { digestOfBytes } from "../registry/content.ts";
import type { Forges } from "./client.ts";

const mediaType = "application/vnd.dev.sigstore.bundle.v0.3+json";
/** Digests of one image that are asked about: its index, and platforms. */
const mostDigests = 20;

/** @returns nothing, not even a place, where there is no repository on GitHub that may be asked. None of it is judged. */
export async function forgeAttestations(
  forges: Forges,
  { place, image }: { readonly place: ImageRepository; readonly image: ResolvedImage },
  signal?: AbortSignal,
): Promise<Discovery> {
  const artifacts: FoundArtifact[] = [];
  const looked: LookedAt[] = [];
  const repositories = repositoriesOf(place, image).filter((url) => forges.keepsAttestations(url));
  const digests = new Set([image.digest, ...image.identities.map(({ manifest }) => manifest)]);
  for (const url of repositories)
    for (const [seq, digest] of [...digests].entries()) {
      const one = await ask(forges, { url, digest, asked: seq < mostDigests }, signal);
      artifacts.push(...one.artifacts);
      looked.push(...one.looked);
    }
  return { artifacts, looked };
}

/** The one that a label names, and of GitHub's own registry the one that has the image's name. */
function repositoriesOf({ registry, repository }: ImageRepository, { labels }: ResolvedImage): readonly string[] {
  const label =
    labels.kind === "found" && labels.value.source !== undefined ? readGitUri(labels.value.source)?.repository : undefined;
  const [owner, name] = repository.split("/");
  const own = registry === "ghcr.io" && owner && name ? `https://github.com/${owner}/${name}` : undefined;
  const urls = [label, own].filter((url) => url !== undefined);
  return [...new Map(urls.map((url) => [url.toLowerCase(), url])).values()];
}

const tooMany = unknown("tooLarge", `Attestations are asked for of ${mostDigests} digests of an image, and it has more.`);

async function ask(
  forges: Forges,
  { url, digest, asked }: { readonly url: string; readonly digest: Digest; readonly asked: boolean },
  signal: AbortSignal | undefined,
): Promise<Discovery> {
  const layout = "github-attestations" as const;
  const repository = forges.repository(url);
  const name = repository.ok ? repository.value.name : url;
  const at = { layout, place: `attestations of ${name}`, attachedTo: digest };
  if (!repository.ok) return { artifacts: [], looked: [{ ...at, answer: { kind: "unknown", failure: repository.error } }] };
  const look = asked ? await repository.value.attestations(digest, signal) : tooMany;
  if (look.kind !== "found") return { artifacts: [], looked: [{ ...at, answer: look }] };
  const artifacts = look.value.map((bundle): FoundArtifact => {
    const bytes = Buffer.from(JSON.stringify(bundle));
    return {
      ...at,
      digest: digestOfBytes(bytes),
      mediaType,
      content: { kind: "evidence", evidence: { kind: "bundle", bundle } },
    };
  });
  return { artifacts, looked: [{ ...at, answer: { kind: "found", count: artifacts.length } }] };
}
