import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { type GraphModel, loadGraphModel } from '@tensorflow/tfjs-converter';
import { io, setBackend } from '@tensorflow/tfjs-core';

export interface Models {
  /** Objects of the 80 COCO classes. */
  centernet: GraphModel;
  /** Where faces are. */
  blazeface: GraphModel;
  /** Such as `human-3.3.6/centernet`. */
  name: string;
}

/**
 * The models that ship inside `@vladmandic/human`, on TensorFlow's WASM backend, both from `node_modules`: nothing is
 * fetched. The package's own code is not run: in Node it wants the whole of `@tensorflow/tfjs` (three times the
 * size), and it stretches pictures to a square, which these adapters avoid.
 */
export async function loadModels(): Promise<Models> {
  const require = createRequire(import.meta.url);
  const human = dirname(dirname(require.resolve('@vladmandic/human')));
  setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`);
  setThreadsCount(1);
  if (!(await setBackend('wasm'))) throw new Error('The WASM backend did not start.');
  const { version } = JSON.parse(await readFile(join(human, 'package.json'), 'utf8')) as { version: string };
  const [centernet, blazeface] = await Promise.all([
    loadModel(join(human, 'models/centernet')),
    loadModel(join(human, 'models/blazeface')),
  ]);
  return { centernet, blazeface, name: `human-${version}/centernet` };
}

async function loadModel(path: string): Promise<GraphModel> {
  const [json, weights] = await Promise.all([readFile(`${path}.json`, 'utf8'), readFile(`${path}.bin`)]);
  const { modelTopology, format, generatedBy, convertedBy, signature, weightsManifest } = JSON.parse(
    json,
  ) as io.ModelJSON;
  return loadGraphModel(
    io.fromMemory({
      modelTopology,
      format,
      generatedBy,
      convertedBy,
      signature,
      weightSpecs: weightsManifest.flatMap((group) => group.weights),
      weightData: new Uint8Array(weights).buffer,
    }),
  );
}
