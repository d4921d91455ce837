// expect: enumeration value 'MATERIAL_GLASS' not handled in switch
/* A member that a migration adds breaks every place that must decide. */
#include "tests/tools/querygen/golden/shop/expected/types.h"

bool burns(enum material material);
bool burns(enum material material)
{
    switch (material) {
    case MATERIAL_WOOD:
    case MATERIAL_PAPER:
        return true;
    case MATERIAL_STONE:
#ifdef FIXED
    case MATERIAL_GLASS:
#endif
        return false;
    }
    return false;
}
