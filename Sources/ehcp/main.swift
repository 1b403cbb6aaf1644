import Foundation
import Terminal

// Everything is in `Program`: closures written here would belong to the main actor.
exit(await Program.run().rawValue)
