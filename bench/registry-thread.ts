/** A registry in a thread of its own, filled with images that are signed three times each by a Sigstore of its own. */
import { parentPort, workerData } from "node:worker_threads";
import { startRegistry } from "#test/registry/server.ts";
import { attach, attest, provenance, pushImage, sbom, signature } from "#test/registry/signed-image.ts";
import { RegistryStore } from "#test/registry/store.ts";
import { createSigstore, type TestBundle } from "#test/sigstore/sigstore.ts";

/** Finds referrers without reading all that it holds. */
class LargeStore extends RegistryStore {
  readonly #bySubject = new Map<string, object[]>();

  override manifest(content: object, tag?: string) {
    const descriptor = super.manifest(content, tag);
    const { subject, artifactType } = content as { subject?: { digest: string }; artifactType?: string };
    if (subject)
      this.#bySubject.set(subject.digest, [...(this.#bySubject.get(subject.digest) ?? []), { ...descriptor, artifactType }]);
    return descriptor;
  }

  override referrersOf(digest: string): object[] {
    return this.#bySubject.get(digest) ?? [];
  }
}

const { images: count } = workerData as { readonly images: number };
const [sigstore, store] = [await createSigstore(), new LargeStore()];
const images: string[] = [];
for (let index = 0; index < count; index++) {
  const { digest } = pushImage(store, { tag: `v${index}` });
  const wanted = [signature, provenance(), sbom];
  const bundles: TestBundle[] = await Promise.all(wanted.map((one) => attest(sigstore, digest, one)));
  for (const bundle of bundles) attach(store, digest, bundle);
  images.push(digest);
}
const { host, authority, requests } = await startRegistry({ store, referrers: true });
parentPort?.on("message", () => parentPort?.postMessage({ requests: requests.length }));
parentPort?.postMessage({ host, authority, images, root: sigstore.root });
