import { type Guest, Room } from './room.ts'

/** A room a console of a domain, for as long as somebody is in it. */
export class Rooms {
  readonly #rooms = new Map<string, Room>()

  /** Returns the room and how to leave it. */
  enter(key: string, guest: Guest): { room: Room; leave: () => void } {
    const room = this.#rooms.get(key) ?? new Room()
    this.#rooms.set(key, room)
    room.enter(guest)
    return {
      room,
      leave: () => {
        room.leave(guest.id)
        if (room.isEmpty && this.#rooms.get(key) === room) this.#rooms.delete(key)
      },
    }
  }
}
