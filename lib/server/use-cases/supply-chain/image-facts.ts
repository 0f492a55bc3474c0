/** What an image says of itself, as its registry gave it out at the last look. */
import type { ImageFactsView } from "../../../contracts/image-facts.ts";
import { ok } from "../../../core/result.ts";
import type { ImageFacts } from "../../../core/supply-chain/images/image-facts.ts";
import type { PackagesOfImage } from "../../../core/supply-chain/images/known-image.ts";
import { minimalBase } from "../../../core/supply-chain/images/minimal-base.ts";
import type { ImageStanding } from "../../database/supply-chain/images.ts";
import { defineUseCase, refuse } from "../outcome.ts";

export const getImageFacts = defineUseCase<{ readonly id: string }, ImageFactsView>(
  "report:read",
  async ({ scope }, { id }, { repositories }) => {
    const standing = await repositories.images.standing(scope, id);
    if (standing === undefined) return refuse("notFound");
    const [facts, packages] = await Promise.all([
      repositories.images.facts(scope, [id]),
      repositories.images.packages(scope, [id]),
    ]);
    const look = facts.get(id);
    if (look === undefined) return ok({ kind: "unknown", ...whyUnseen(standing) });
    if (look.kind === "absent") return ok({ kind: "unknown", reason: "Its registry does not have its configuration." });
    if (look.kind === "unknown") {
      const { message, remedy } = look.failure;
      return ok({ kind: "unknown", reason: message, ...(remedy !== undefined && { remedy }) });
    }
    return ok(factsView(look.value, packages.get(id)));
  },
);

/** What waits for its turn needs nothing of anybody. */
function whyUnseen({ reason, awaited }: ImageStanding): { readonly reason: string; readonly remedy?: string } {
  const said = reason || "It was not looked at yet.";
  return awaited ? { reason: said } : { reason: said, remedy: "Allow its registry under Settings → Registries." };
}

function factsView(facts: ImageFacts, packages: PackagesOfImage | undefined): ImageFactsView {
  const { created, createdUnknown, size, layers, os, architecture, user, traces, base, secretsSuspected, secretsCut } = facts;
  const platform = [os, architecture].filter((one) => one !== undefined).join("/");
  const minimal = minimalBase(base.name);
  return {
    kind: "found",
    ...(created !== undefined && { created }),
    ...(createdUnknown !== undefined && { createdUnknown }),
    ...(size !== undefined && { size }),
    layers,
    ...(platform !== "" && { platform }),
    user: user.kind,
    ...(user.kind !== "unknown" && user.name !== "" && { userName: user.name }),
    shell: traces.shell,
    packageManagers: [...traces.packageManagers],
    ...(packages && { packages: { ...packages, shells: [...packages.shells], managers: [...packages.managers] } }),
    ...(minimal && { minimalBase: minimal }),
    base: { ...base },
    secrets: secretsSuspected.map((one) => ({ ...one })),
    secretsCut: secretsCut === true,
  };
}
