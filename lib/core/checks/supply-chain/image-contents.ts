import type { KnownImage } from "../../supply-chain/images/known-image.ts";
import { runningImageResources } from "../../supply-chain/images/running.ts";
import { defineCheck } from "../define.ts";
import { imagesOfWorkloads, type RunningImage, restsOn, unknownImages } from "./known-images.ts";

type Message = "manager" | "shell" | "large" | "many";

/** Compressed, as a registry keeps it. */
const largest = 1024 ** 3;
const mostPackages = 400;

const managersOf = ({ traces, packages }: KnownImage) => [...(packages?.managers ?? []), ...(traces?.packageManagers ?? [])];
const hasShell = ({ traces, packages }: KnownImage) => traces?.shell === true || (packages?.shells.length ?? 0) > 0;

const signs: Readonly<Record<Message, (known: KnownImage) => boolean>> = {
  manager: (known) => managersOf(known).length > 0,
  shell: (known) => hasShell(known) && managersOf(known).length === 0,
  large: ({ size = 0 }) => size > largest,
  many: ({ packages }) => (packages?.count ?? 0) > mostPackages,
};

function dataOf(message: Message, found: readonly RunningImage[]): Readonly<Record<string, number | readonly string[]>> {
  const known = found.flatMap((one) => one.known ?? []);
  if (message === "manager") return { managers: [...new Set(known.flatMap(managersOf))].sort() };
  if (message === "large") return { mebibytes: Math.round(Math.max(...known.map(({ size = 0 }) => size)) / 1024 ** 2) };
  return message === "many" ? { packages: Math.max(...known.map(({ packages }) => packages?.count ?? 0)) } : {};
}

export default defineCheck({
  id: "supply-chain/image-contents",
  major: 1,
  since: "0.1",
  title: "Contents of running images",
  pillar: "supply-chain",
  layer: "container",
  seenBy: "product",
  responsible: "application",
  answers: ["checklist:minimal"],
  reads: runningImageResources,
  facts: ["init-container-images"],
  messages: {
    manager: {
      text: "{object} runs images that hold a package manager, or were built by one in their last stage ({managers}): {images}",
      severity: "low",
    },
    shell: { text: "{object} runs images with a shell: {images}", severity: "information" },
    large: { text: "{object} runs images of up to {mebibytes} MiB: {images}", severity: "low" },
    many: { text: "{object} runs images of up to {packages} packages: {images}", severity: "information" },
  },
  docs: {
    why: "What an application does not need, an intruder does: with a shell and a package manager the tools for the next step are one command away, and every package is one more that may turn out to be vulnerable. A trace of how an image was built proves that something was there; that nothing is there, only a bill of materials shows, as far as its tool could see.",
    fix: "Build in one stage and copy the result into a small base without shell and package manager, such as distroless or scratch. Debug with an ephemeral container in place of a shell in the image. Attach or upload a bill of materials for each image.",
    refs: [
      "https://kubernetes.io/docs/concepts/security/security-checklist/#images",
      "https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/#uses-for-ephemeral-containers",
    ],
  },
  basis: (context) => restsOn(context, ({ packages }) => packages?.ofSystem === true),
  unseen: (context) =>
    unknownImages(
      context,
      ({ packages }) => packages?.ofSystem !== true,
      "have no bill of materials with packages of a distribution that was known when the scan began",
    ),
  *evaluate(context) {
    for (const { at, images } of imagesOfWorkloads(context))
      for (const message of Object.keys(signs) as Message[]) {
        const found = images.filter(({ known }) => known !== undefined && signs[message](known));
        if (found.length === 0) continue;
        const names = [...new Set(found.map(({ image }) => image))].sort();
        yield { at, message, data: { images: names, ...dataOf(message, found) }, locus: message };
      }
  },
});
