import type { Engine } from '../cluster/engine.ts';
import type { LabCase } from '../lab/case.ts';

/** The engine with other answers to /info, by field: `Swarm.LocalNodeState`. */
export function answering(engine: Engine, info: LabCase['info']): Engine {
  const fields = Object.entries(info);
  if (fields.length === 0) return engine;
  const docker = Object.create(engine.docker) as Engine['docker'];
  docker.info = async () => {
    const truth = (await engine.docker.info()) as object;
    return fields.reduce((told, [field, value]) => withField(told, field.split('.'), value), truth);
  };
  return { ...engine, docker, round: (ask) => engine.round(() => ask(docker)) };
}

function withField(object: object, [name = '', ...rest]: readonly string[], value: string): object {
  const inner = (Reflect.get(object, name) as object | undefined) ?? {};
  return { ...object, [name]: rest.length === 0 ? value : withField(inner, rest, value) };
}
