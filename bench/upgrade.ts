/** 10,000 manifests of 2 KB on the disk, judged by the command. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Figure, median } from "./figure.ts";
import { wholeCommand } from "./whole-command.ts";

const manifests = 10_000;
const beyondSeconds = 2;

/** @returns what judging takes beyond the start of the command. */
export async function benchUpgrade(say: (line: string) => void): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "drydock-bench-upgrade-"));
  try {
    say(`Writing ${manifests} manifests`);
    await writeManifests(join(folder, "manifests"));
    const run = (args: readonly string[]) => wholeCommand(args, folder);
    const judging = ["upgrade", "-f", join(folder, "manifests"), "-o", "json", "--fail-on", "never"];
    say("Judging them");
    await run(["--version"]);
    await run(judging);
    const [starts, runs]: [number[], number[]] = [[], []];
    for (const _ of Array(3)) {
      starts.push(await run(["--version"]));
      runs.push(await run(judging));
    }
    const [start, whole] = [median(starts) / 1000, median(runs) / 1000];
    return [
      { name: `${manifests} manifests of 2 KB, beyond --version`, value: whole - start, unit: "s", budget: beyondSeconds },
      { name: "  the whole command", value: whole, unit: "s" },
      { name: "  --version", value: start, unit: "s" },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** As people write them: one object a file, block style, a script in it; one in five of an API that is gone. */
async function writeManifests(folder: string): Promise<void> {
  for (let index = 0; index < manifests; index += 1) {
    const inner = join(folder, `app-${index % 100}`);
    if (index < 100) await mkdir(inner, { recursive: true });
    await writeFile(join(inner, `object-${index}.yaml`), manifest(index));
  }
}

function manifest(index: number): string {
  const [apiVersion, kind] = index % 5 === 0 ? ["networking.k8s.io/v1beta1", "Ingress"] : ["apps/v1", "Deployment"];
  const head = `# application ${index}\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: web-${index}\n  namespace: shop\n`;
  const script = `      command:\n      - /bin/sh\n      - -c\n      - |\n        set -e\n        echo "start: $0"\n`;
  const variables = Array.from({ length: 28 }, (_, at) => `      - name: VARIABLE_${at}\n        value: "some value of it"\n`);
  return `${head}spec:\n  replicas: 2\n  template:\n    containers:\n    - name: web\n${script}      env:\n${variables.join("")}`;
}
