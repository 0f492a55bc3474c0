/** Runs a real API server with a world in it until it is interrupted; the kubeconfig's path is the one line on stdout. */
import { parseArgs } from "node:util";
import { loadBig } from "#test/kube/load-big.ts";
import { loadWorld } from "#test/kube/load-world.ts";
import { type Kube, startKube } from "#test/kube/server.ts";

const USAGE = `npm run cluster [-- --big] [-- --seed=1] [-- --port=6443] [-- --empty]
KUBE_VERSION chooses the release, KUBEBUILDER_ASSETS or DRYDOCK_TEST_CACHE where its programs lie.`;

const { values: options } = parseArgs({
  options: {
    big: { type: "boolean", default: false },
    empty: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
    port: { type: "string" },
    seed: { type: "string", default: "1" },
  },
});

if (options.help) process.stdout.write(`${USAGE}\n`);
else await run();

async function run(): Promise<void> {
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  say("starting");
  const kube = await Promise.race([startKube(options.port ? { port: Number(options.port) } : {}), interrupted]);
  // What has been started by now ends with this process.
  if (!kube) process.exit(130);
  try {
    say(`Kubernetes ${kube.version} answers at ${kube.server}`);
    await Promise.race([load(kube).then(() => process.stdout.write(`${kube.kubeconfigPath}\n`)), interrupted]);
    await interrupted;
  } finally {
    say("stopping");
    await kube.stop();
  }
}

async function load(kube: Kube): Promise<void> {
  if (options.empty) return;
  const started = performance.now();
  if (options.big) await loadBig(kube, { seed: Number(options.seed), say });
  else await loadWorld(kube, kube.version, say);
  say(`loaded in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
