export { ClusterDiagram } from './ClusterDiagram';
export { SequenceDiagram } from './SequenceDiagram';
export { StatesDiagram } from './StatesDiagram';
