import type { Socket } from 'node:net';

/** When a connection was written to last, in turns. */
export interface TurnMark {
  lastTurn: number;
}

/**
 * Gathers what is written to a connection in one turn of the event loop: the first goes out at once, the others together
 * when the turn is over. A burst of events costs each client two writes, a single event one, and nothing beside it.
 */
export class WriteTurns {
  #turn = 1;
  #isUnderWay = false;
  #gathered: Socket[] = [];

  write(socket: Socket, mark: TurnMark, bytes: Uint8Array): void {
    if (mark.lastTurn === this.#turn && socket.writableCorked === 0) {
      socket.cork();
      this.#gathered.push(socket);
    }
    mark.lastTurn = this.#turn;
    socket.write(bytes);
    if (this.#isUnderWay) return;
    this.#isUnderWay = true;
    process.nextTick(() => this.#end());
  }

  #end(): void {
    this.#isUnderWay = false;
    this.#turn += 1;
    const gathered = this.#gathered;
    this.#gathered = [];
    for (const socket of gathered) socket.uncork();
  }
}
