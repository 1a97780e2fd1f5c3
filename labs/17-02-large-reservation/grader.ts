import {
  defineLab,
  expectSameService,
  expectReservation,
  expectWorks,
} from '../../grader/lab/index.ts';

interface Params {
  forecast: string;
  forecasts: number;
  forecastMemory: string;
}

export default defineLab<Params>({
  kept({ swarm, params, baseline }) {
    expectSameService(swarm.service(params.forecast), baseline());
  },

  works({ swarm, params }) {
    expectWorks(swarm.service(params.forecast), params.forecasts);
  },

  reserve({ swarm, params }) {
    expectReservation(swarm.service(params.forecast), params.forecastMemory);
  },
});
