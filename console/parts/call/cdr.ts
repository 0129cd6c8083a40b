import type { Schemas } from '../../api/client';

export type Cdr = Schemas['CdrView'];
