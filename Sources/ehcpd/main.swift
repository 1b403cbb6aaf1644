import Foundation
import Terminal

// Everything else stands elsewhere: what is written here would belong to the main actor.
exit(await Program.run().rawValue)
